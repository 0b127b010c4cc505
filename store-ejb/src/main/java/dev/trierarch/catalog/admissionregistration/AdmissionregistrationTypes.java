package dev.trierarch.catalog.admissionregistration;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import java.util.List;

/** The kinds of the admission registration group. */
public final class AdmissionregistrationTypes {

  private AdmissionregistrationTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("mutatingadmissionpolicies", MutatingAdmissionPolicy.class)
            .categories("api-extensions")
            .strategy(new MutatingAdmissionPolicyStrategy())
            .columns(AdmissionregistrationColumns.MUTATING_POLICIES)
            .build(),
        ResourceType.cluster(
                "mutatingadmissionpolicybindings", MutatingAdmissionPolicyBinding.class)
            .categories("api-extensions")
            .strategy(new AdmissionPolicyBindingStrategy(true))
            .columns(AdmissionregistrationColumns.BINDINGS)
            .build(),
        ResourceType.cluster("mutatingwebhookconfigurations", MutatingWebhookConfiguration.class)
            .categories("api-extensions")
            .strategy(new WebhookConfigurationStrategy(true))
            .columns(AdmissionregistrationColumns.WEBHOOKS)
            .build(),
        ResourceType.cluster("validatingadmissionpolicies", ValidatingAdmissionPolicy.class)
            .categories("api-extensions")
            .subresources("status")
            .strategy(new ValidatingAdmissionPolicyStrategy())
            .columns(AdmissionregistrationColumns.VALIDATING_POLICIES)
            .build(),
        ResourceType.cluster(
                "validatingadmissionpolicybindings", ValidatingAdmissionPolicyBinding.class)
            .categories("api-extensions")
            .strategy(new AdmissionPolicyBindingStrategy(false))
            .columns(AdmissionregistrationColumns.BINDINGS)
            .build(),
        ResourceType.cluster(
                "validatingwebhookconfigurations", ValidatingWebhookConfiguration.class)
            .categories("api-extensions")
            .strategy(new WebhookConfigurationStrategy(false))
            .columns(AdmissionregistrationColumns.WEBHOOKS)
            .build());
  }
}
