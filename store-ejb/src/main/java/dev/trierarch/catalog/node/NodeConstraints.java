package dev.trierarch.catalog.node;

import static dev.trierarch.catalog.constraint.Constraints.dnsLabel;
import static dev.trierarch.catalog.constraint.Constraints.labels;
import static dev.trierarch.catalog.constraint.Constraints.quantity;
import static dev.trierarch.catalog.constraint.Constraints.required;

import dev.trierarch.catalog.constraint.ConstraintTable;
import io.fabric8.kubernetes.api.model.node.v1.Overhead;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import io.fabric8.kubernetes.api.model.node.v1.Scheduling;

/** Rules of single fields of RuntimeClasses. */
public final class NodeConstraints {

  private NodeConstraints() {}

  public static void declare(ConstraintTable table) {
    table.of(RuntimeClass.class).field("handler", required(), dnsLabel());
    table.of(Overhead.class).values("podFixed", quantity());
    table.of(Scheduling.class).field("nodeSelector", labels());
  }
}
