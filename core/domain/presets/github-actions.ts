import type { MappingPreset } from './preset';
import sample from './samples/github-actions.json';

/** GitHub's webhook event workflow_run: a run that fails opens, the next that succeeds resolves. Bound by repository, workflow and branch; a fork may have a branch of the same name, so the branch's repository counts too. */
export const githubActions: MappingPreset = {
  name: 'github-actions',
  title: 'GitHub Actions',
  source: 'https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run',
  setup:
    'In the repository or organization go to Settings > Webhooks > Add webhook, enter as Payload URL: {url}, choose the content type application/json, "Let me select individual events", and of these only Workflow runs.',
  configuration: {
    custom_mapping: {
      enabled: true,
      blocks: [
        {
          set: {
            message: 'GitHub: {{payload.repository.full_name | default: "a repository"}}',
            summary: '{{payload.zen}}',
            alert_type: 'info',
          },
        },
        {
          when: { field: 'payload.workflow_run.id', op: 'exists' },
          set: {
            message:
              '{{payload.workflow.name | default: "A workflow"}} of {{payload.repository.full_name}} ({{payload.workflow_run.head_branch}}): {{payload.workflow_run.conclusion | default: "not finished"}}',
            summary:
              'Run {{payload.workflow_run.run_number}} by {{payload.sender.login}}: {{payload.workflow_run.head_commit.message}}',
            entity_id:
              '{{payload.repository.id}}/{{payload.workflow_run.workflow_id}}/{{payload.workflow_run.head_repository.full_name}}/{{payload.workflow_run.head_branch}}',
            alert_type: {
              key: 'payload.workflow_run.conclusion',
              values: {
                failure: 'critical',
                timed_out: 'critical',
                startup_failure: 'critical',
                action_required: 'warning',
                success: 'resolved',
              },
              default: 'info',
            },
            urls: [
              { link_url: '{{payload.workflow_run.html_url}}', link_text: 'Run {{payload.workflow_run.run_number}}' },
            ],
          },
        },
        {
          when: { field: 'payload.action', op: 'in', value: ['requested', 'in_progress'] },
          set: { alert_type: 'info' },
        },
      ],
    },
  },
  sample,
};
