import type { MappingPreset } from './preset';
import sample from './samples/icinga2-nagios.json';

/** Icinga 2 and Nagios through a notification command that posts with curl. Bound by host and service. */
export const icinga2Nagios: MappingPreset = {
  name: 'icinga2-nagios',
  title: 'Icinga 2 and Nagios',
  source: 'https://icinga.com/docs/icinga-2/latest/doc/03-monitoring-basics/#notification-commands',
  setup:
    'Save this as a script, for example /etc/icinga2/scripts/tocsin.sh (it needs jq and curl):\n#!/bin/sh\njq -nc --arg type "$NOTIFICATIONTYPE" --arg host "$HOSTNAME" --arg service "$SERVICEDESC" --arg state "${SERVICESTATE:-$HOSTSTATE}" --arg output "${SERVICEOUTPUT:-$HOSTOUTPUT}" --arg author "$NOTIFICATIONAUTHOR" --arg comment "$NOTIFICATIONCOMMENT" \'$ARGS.named\' | curl --fail --silent --show-error --retry 3 -H "Content-Type: application/json" --data-binary @- {url}\nIcinga 2: make a NotificationCommand with this script and env = { NOTIFICATIONTYPE = "$notification.type$", HOSTNAME = "$host.name$", HOSTSTATE = "$host.state$", HOSTOUTPUT = "$host.output$", SERVICEDESC = "$service.name$", SERVICESTATE = "$service.state$", SERVICEOUTPUT = "$service.output$", NOTIFICATIONAUTHOR = "$notification.author$", NOTIFICATIONCOMMENT = "$notification.comment$" }, and apply notifications with types Problem, Recovery and Acknowledgement.\nNagios: define a command whose command_line sets the same variables from the macros $NOTIFICATIONTYPE$, $HOSTNAME$, $HOSTSTATE$, $HOSTOUTPUT$, $SERVICEDESC$, $SERVICESTATE$, $SERVICEOUTPUT$, $NOTIFICATIONAUTHOR$ and $NOTIFICATIONCOMMENT$ and runs the script; give it to a contact as host and service notification command.',
  configuration: {
    custom_mapping: {
      enabled: true,
      blocks: [
        {
          set: {
            message: '{{payload.host}} is {{payload.state}}',
            summary: '{{payload.output}}',
            entity_id: '{{payload.host}}!{{payload.service}}',
            alert_type: {
              key: 'payload.state',
              values: {
                OK: 'resolved',
                UP: 'resolved',
                WARNING: 'warning',
                CRITICAL: 'critical',
                DOWN: 'critical',
                UNREACHABLE: 'critical',
                UNKNOWN: 'error',
              },
              default: 'info',
            },
          },
        },
        {
          when: { field: 'payload.service', op: 'is_not_empty' },
          set: { message: '{{payload.service}} on {{payload.host}} is {{payload.state}}' },
        },
        {
          when: { field: 'payload.type', op: 'equals', value: 'ACKNOWLEDGEMENT' },
          set: { alert_type: 'acknowledged', summary: '{{payload.author}}: {{payload.comment}}' },
        },
        {
          when: {
            field: 'payload.type',
            op: 'in',
            value: [
              'FLAPPINGSTART',
              'FLAPPINGSTOP',
              'FLAPPINGEND',
              'DOWNTIMESTART',
              'DOWNTIMEEND',
              'DOWNTIMEREMOVED',
              'DOWNTIMECANCELLED',
              'CUSTOM',
            ],
          },
          set: { alert_type: 'info', summary: '{{payload.type}}: {{payload.output}}' },
        },
      ],
    },
  },
  sample,
};
