package dev.trierarch.api.flow;

import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;

/** What a request was found to belong to: a schema, its priority level, and one flow in it. */
final class Flow {

  private final FlowSchema schema;
  private final PriorityLevel level;
  private final String distinguisher;

  Flow(FlowSchema schema, PriorityLevel level, String distinguisher) {
    this.schema = schema;
    this.level = level;
    this.distinguisher = distinguisher;
  }

  PriorityLevel level() {
    return level;
  }

  String schemaName() {
    return schema.getMetadata().getName();
  }

  String schemaUid() {
    return schema.getMetadata().getUid();
  }

  /** Spread over all numbers, so that flows are dealt different queues. */
  long hash() {
    return ShuffleSharding.flow(schemaName(), distinguisher);
  }
}
