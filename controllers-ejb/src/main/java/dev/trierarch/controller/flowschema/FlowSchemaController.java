package dev.trierarch.controller.flowschema;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;
import static dev.trierarch.controller.runtime.Triggers.onTransitionOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.controller.runtime.Triggers;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaBuilder;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaCondition;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfiguration;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;

/** Says of every FlowSchema whether the priority level that it leads to is there. */
@Dependent
public class FlowSchemaController implements Controller {

  private final Client client;
  private final InstantSource clock;
  private final Lister<FlowSchema> schemas;
  private final Lister<PriorityLevelConfiguration> levels;

  @Inject
  public FlowSchemaController(ClientFactory clients, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.clock = clock;
    this.schemas = client.lister(FlowSchema.class);
    this.levels = client.lister(PriorityLevelConfiguration.class);
  }

  @Override
  public final String name() {
    return "api-priority-and-fairness-config-consumer-v1";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        onChangeOf(FlowSchema.class),
        onTransitionOf(
            PriorityLevelConfiguration.class,
            (before, after) -> schemasThatLeadTo(after.getMetadata().getName())));
  }

  private List<ObjectKey> schemasThatLeadTo(String level) {
    return schemas.list().stream()
        .filter(schema -> DanglingPlanner.levelOf(schema).equals(level))
        .map(
            schema ->
                new ObjectKey(
                    Triggers.resourceOf(FlowSchema.class), "", schema.getMetadata().getName()))
        .toList();
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    schemas.get(key).ifPresent(this::say);
    return Outcome.settled();
  }

  private void say(FlowSchema schema) {
    boolean levelExists = levels.get("", DanglingPlanner.levelOf(schema)).isPresent();
    DanglingPlanner.conditionIfChanged(schema, levelExists, clock.instant())
        .ifPresent(condition -> client.updateStatus(with(schema, condition)));
  }

  private static FlowSchema with(FlowSchema schema, FlowSchemaCondition condition) {
    return new FlowSchemaBuilder(schema)
        .editOrNewStatus()
        .removeMatchingFromConditions(one -> DanglingPlanner.isDangling(one.build()))
        .addToConditions(condition)
        .endStatus()
        .build();
  }
}
