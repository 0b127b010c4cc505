package dev.trierarch.catalog.flowcontrol;

import static dev.trierarch.catalog.constraint.Constraints.between;
import static dev.trierarch.catalog.constraint.Constraints.dnsLabel;
import static dev.trierarch.catalog.constraint.Constraints.dnsSubdomain;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static dev.trierarch.catalog.constraint.Constraints.within;

import dev.trierarch.catalog.constraint.ConstraintTable;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.ExemptPriorityLevelConfiguration;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowDistinguisherMethod;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaSpec;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.GroupSubject;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.LimitResponse;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.LimitedPriorityLevelConfiguration;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.NonResourcePolicyRule;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PolicyRulesWithSubjects;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfiguration;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfigurationReference;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfigurationSpec;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.QueuingConfiguration;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.ResourcePolicyRule;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.ServiceAccountSubject;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.Subject;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.UserSubject;
import org.hibernate.validator.cfg.ConstraintDef;

/** Rules of single fields of the flow control kinds. */
public final class FlowcontrolConstraints {

  private static final int PRECEDENCE_MAX = 10_000;

  private FlowcontrolConstraints() {}

  public static void declare(ConstraintTable table) {
    table.of(FlowSchema.class).implied("spec");
    table
        .of(FlowSchemaSpec.class)
        .implied("priorityLevelConfiguration")
        .number(
            "matchingPrecedence",
            within(1, Integer.MAX_VALUE, "must be a positive value"),
            within(
                Integer.MIN_VALUE, PRECEDENCE_MAX, "must not be greater than " + PRECEDENCE_MAX));
    table
        .of(FlowDistinguisherMethod.class)
        .field("type", required(), oneOf("ByNamespace", "ByUser"));
    table
        .of(PriorityLevelConfigurationReference.class)
        .field("name", required("must reference a priority level"), dnsSubdomain());
    table
        .of(PolicyRulesWithSubjects.class)
        .field("subjects", required("subjects must contain at least one value"));
    table.of(Subject.class).field("kind", required(), oneOf("Group", "ServiceAccount", "User"));
    table.of(UserSubject.class).field("name", required());
    table.of(GroupSubject.class).field("name", required());
    table
        .of(ServiceAccountSubject.class)
        .field("name", required())
        .field("namespace", required("must specify namespace for service account"), dnsLabel());
    table
        .of(ResourcePolicyRule.class)
        .field("verbs", required("verbs must contain at least one value"))
        .field("apiGroups", required("resource rules must supply at least one api group"))
        .field("resources", required("resource rules must supply at least one resource"));
    table
        .of(NonResourcePolicyRule.class)
        .field("verbs", required("verbs must contain at least one value"))
        .field("nonResourceURLs", required("nonResourceURLs must contain at least one value"));
    levels(table);
  }

  private static void levels(ConstraintTable table) {
    table.of(PriorityLevelConfiguration.class).implied("spec");
    table
        .of(PriorityLevelConfigurationSpec.class)
        .field("type", required(), oneOf("Exempt", "Limited"));
    table
        .of(LimitedPriorityLevelConfiguration.class)
        .implied("limitResponse")
        .field("nominalConcurrencyShares", shares())
        .field("lendablePercent", between(0, 100))
        .field("borrowingLimitPercent", shares());
    table
        .of(ExemptPriorityLevelConfiguration.class)
        .field("nominalConcurrencyShares", shares())
        .field("lendablePercent", between(0, 100));
    table.of(LimitResponse.class).field("type", required(), oneOf("Queue", "Reject"));
    table
        .of(QueuingConfiguration.class)
        .field("queueLengthLimit", queues())
        .field("queues", queues())
        .field("handSize", queues());
  }

  private static ConstraintDef<?, ?> shares() {
    return within(0, Integer.MAX_VALUE, "must be a non-negative integer");
  }

  private static ConstraintDef<?, ?> queues() {
    return within(1, Integer.MAX_VALUE, "must be positive");
  }
}
