package dev.trierarch.catalog.apiextensions;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.ReviewVersionRules;
import dev.trierarch.catalog.WebhookClientRules;
import dev.trierarch.catalog.form.Form;

/** Rules of how one version of a custom resource is made into another. */
final class ConversionRules {

  private ConversionRules() {}

  /** Upstream speaks of the webhook's parts by the names that they had in an older version. */
  static void check(Field conversion) {
    Field webhook = conversion.get("webhook");
    Field client = webhook.get("clientConfig");
    Field versions = webhook.get("conversionReviewVersions");
    if (!conversion.get("strategy").isText("Webhook")) {
      client
          .saidAt(conversion.get("webhookClientConfig"))
          .absent("should not be set when strategy is not set to Webhook");
      if (!versions.isEmpty()) {
        conversion
            .get("conversionReviewVersions")
            .forbidden("should not be set when strategy is not set to Webhook");
      }
      return;
    }
    Field named = client.saidAt(conversion.get("webhookClientConfig"));
    if (client.isPresent()) {
      WebhookClientRules.check(named);
    } else {
      named.missing("required when strategy is set to Webhook");
    }
    versions = versions.saidAt(conversion.get("conversionReviewVersions")).required();
    versions.items().forEach(version -> version.form(Form.DNS_1035_LABEL));
    ReviewVersionRules.check(versions);
  }
}
