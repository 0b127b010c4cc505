package dev.trierarch.catalog.admissionregistration;

import static dev.trierarch.catalog.constraint.Constraints.atMost;
import static dev.trierarch.catalog.constraint.Constraints.dnsSubdomain;
import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.port;
import static dev.trierarch.catalog.constraint.Constraints.qualifiedName;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static dev.trierarch.catalog.constraint.Constraints.within;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.constraint.ModelConstraints;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.AuditAnnotation;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchResources;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBindingSpec;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicySpec;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Mutation;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.NamedRuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ParamKind;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ParamRef;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ServiceReference;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicySpec;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Validation;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import java.util.List;

/** Rules of single fields of webhook configurations and admission policies. */
public final class AdmissionregistrationConstraints {

  private static final int TIMEOUT_SECONDS_MAX = 30;

  private AdmissionregistrationConstraints() {}

  public static void declare(ConstraintTable table) {
    webhooks(table);
    rules(table);
    policies(table);
  }

  private static void webhooks(ConstraintTable table) {
    webhook(table.of(ValidatingWebhook.class));
    webhook(table.of(MutatingWebhook.class))
        .field("reinvocationPolicy", oneOf("IfNeeded", "Never"));
    table
        .of(ServiceReference.class)
        .field("name", required("service name is required"))
        .field("namespace", required("service namespace is required"))
        .field("port", port());
    table
        .of(MatchCondition.class)
        .field("name", required(), qualifiedName())
        .field("expression", required());
  }

  private static ModelConstraints webhook(ModelConstraints constraints) {
    return constraints
        .implied("clientConfig")
        .field("name", required(), form(Form.QUALIFIED_DOMAIN))
        .field("admissionReviewVersions", required("must specify one of v1, v1beta1"))
        .each("admissionReviewVersions", form(Form.DNS_1035_LABEL))
        .field(
            "sideEffects",
            required("must specify one of None, NoneOnDryRun"),
            oneOf("None", "NoneOnDryRun"))
        .field("matchConditions", atMost(MatchConditionRules.CONDITIONS_MAX))
        .field("failurePolicy", oneOf("Fail", "Ignore"))
        .field("matchPolicy", oneOf("Equivalent", "Exact"))
        .field(
            "timeoutSeconds",
            within(1, TIMEOUT_SECONDS_MAX, "the timeout value must be between 1 and 30 seconds"));
  }

  private static void rules(ConstraintTable table) {
    for (Class<?> rule : List.of(RuleWithOperations.class, NamedRuleWithOperations.class)) {
      table
          .of(rule)
          .field("operations", required())
          .each("operations", oneOf("*", "CONNECT", "CREATE", "DELETE", "UPDATE"))
          .field("apiGroups", required())
          .field("apiVersions", required())
          .each("apiVersions", required())
          .field("resources", required())
          .each("resources", required())
          .field("scope", oneOf("*", "Cluster", "Namespaced"));
    }
    table.of(MatchResources.class).field("matchPolicy", oneOf("Equivalent", "Exact"));
  }

  private static void policies(ConstraintTable table) {
    table.of(ValidatingAdmissionPolicy.class).implied("spec");
    table
        .of(ValidatingAdmissionPolicySpec.class)
        .field("matchConditions", atMost(MatchConditionRules.CONDITIONS_MAX))
        .field("failurePolicy", oneOf("Fail", "Ignore"))
        .field("matchConstraints", required());
    table
        .of(Validation.class)
        .field("expression", required("expression is not specified"))
        .field("reason", oneOf("Forbidden", "Invalid", "RequestEntityTooLarge", "Unauthorized"));
    table
        .of(AuditAnnotation.class)
        .field("key", required())
        .field("valueExpression", required("valueExpression is not specified"));
    table.of(MutatingAdmissionPolicy.class).implied("spec");
    table
        .of(MutatingAdmissionPolicySpec.class)
        .field("matchConditions", atMost(MatchConditionRules.CONDITIONS_MAX))
        .field("failurePolicy", oneOf("Fail", "Ignore"))
        .field("matchConstraints", required())
        .field("mutations", required("mutations must contain at least one item"))
        .field("reinvocationPolicy", required(), oneOf("IfNeeded", "Never"));
    table
        .of(Mutation.class)
        .field("patchType", required(), oneOf("ApplyConfiguration", "JSONPatch"));
    table
        .of(Variable.class)
        .field("name", required("name is not specified"))
        .field("expression", required("expression is not specified"));
    table
        .of(ParamKind.class)
        .field("apiVersion", required())
        .field("kind", required(), form(Form.KIND));
    table.of(ValidatingAdmissionPolicyBinding.class).implied("spec");
    table
        .of(ValidatingAdmissionPolicyBindingSpec.class)
        .field("policyName", required(), dnsSubdomain())
        .field("validationActions", required("at least one validation action is required"))
        .each("validationActions", oneOf("Audit", "Deny", "Warn"));
    table.of(MutatingAdmissionPolicyBinding.class).implied("spec");
    table
        .of(MutatingAdmissionPolicyBindingSpec.class)
        .field("policyName", required(), dnsSubdomain());
    table.of(ParamRef.class).field("parameterNotFoundAction", required(), oneOf("Allow", "Deny"));
  }
}
