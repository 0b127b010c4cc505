package dev.trierarch.catalog.admissionregistration;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ReviewVersionRules;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.WebhookClientRules;
import dev.trierarch.cel.PolicyExpressions;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The rules that webhook configurations, mutating and validating, are written by. */
public final class WebhookConfigurationStrategy extends DefaultStrategy {

  private static final int TIMEOUT_SECONDS = 10;
  private static final int HTTPS_PORT = 443;

  private final boolean mutating;

  WebhookConfigurationStrategy(boolean mutating) {
    this.mutating = mutating;
  }

  @Override
  public void setDefaults(ObjectNode configuration) {
    for (ObjectNode webhook : Defaults.each(configuration, "webhooks")) {
      Defaults.text(webhook, "failurePolicy", "Fail");
      Defaults.text(webhook, "matchPolicy", "Equivalent");
      Defaults.child(webhook, "namespaceSelector");
      Defaults.child(webhook, "objectSelector");
      Defaults.number(webhook, "timeoutSeconds", TIMEOUT_SECONDS);
      if (mutating) {
        Defaults.text(webhook, "reinvocationPolicy", "Never");
      }
      Defaults.each(webhook, "rules").forEach(rule -> Defaults.text(rule, "scope", "*"));
      Defaults.find(webhook, "clientConfig", "service")
          .ifPresent(service -> Defaults.number(service, "port", HTTPS_PORT));
    }
  }

  @Override
  public void validateCreate(ObjectNode configuration, FieldErrors errors) {
    validateUpdate(configuration, JsonNodeFactory.instance.objectNode(), errors);
  }

  @Override
  public void validateUpdate(ObjectNode configuration, ObjectNode old, FieldErrors errors) {
    Field webhooks = Field.root(configuration, errors).get("webhooks").uniqueBy("name");
    boolean newConditions =
        !conditions(webhooks).equals(conditions(Field.root(old, errors).get("webhooks")));
    PolicyExpressions expressions = new PolicyExpressions(false);
    for (Field webhook : webhooks.items()) {
      webhook.get("rules").items().forEach(RequestRules::check);
      ReviewVersionRules.check(webhook.get("admissionReviewVersions"));
      WebhookClientRules.check(webhook.get("clientConfig"));
      SelectorRules.check(webhook.get("namespaceSelector"));
      SelectorRules.check(webhook.get("objectSelector"));
      if (newConditions) {
        MatchConditionRules.check(webhook.get("matchConditions"), expressions);
      }
    }
  }

  private static List<JsonNode> conditions(Field webhooks) {
    return webhooks.items().stream().map(one -> one.get("matchConditions").node()).toList();
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
