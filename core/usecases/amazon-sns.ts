/** An answer of Amazon SNS, whatever its status. */
export interface SnsAnswer {
  readonly status_code: number;
  readonly body: string;
}

/** Amazon's notification service, the only part of the network that processing an alert may need: a port like those of `ports/`. */
export interface AmazonSns {
  /**
   * GETs a URL, which the caller has checked to be one of SNS. Connects to public addresses only and follows no redirect.
   * @throws when there was no complete answer in time: the message has to be tried again.
   */
  get(url: URL): Promise<SnsAnswer>;
}
