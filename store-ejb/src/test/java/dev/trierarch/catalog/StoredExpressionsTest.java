package dev.trierarch.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What stands in the store is not judged again because something else changes. */
class StoredExpressionsTest {

  private static final Catalog CATALOG = new BuiltInCatalog();

  @Test
  void aSchemaThatDoesNotChangeIsNotCompiledAgain() {
    ObjectNode old = definition("self.gone == 1");
    ObjectNode changed = definition("self.gone == 1");
    changed.withObject("/spec/names").putArray("shortNames").add("wd");
    assertThat(problemsOfUpdate(changed, old)).isEmpty();
    assertThat(problemsOfUpdate(definition("self.lost == 1"), old))
        .singleElement()
        .asString()
        .contains("undefined field 'lost'");
  }

  @Test
  void conditionsThatDoNotChangeAreNotCompiledAgain() {
    ObjectNode old = webhook("gone", 5);
    assertThat(problemsOfUpdate(webhook("gone", 6), old)).isEmpty();
    assertThat(problemsOfUpdate(webhook("lost", 5), old))
        .singleElement()
        .asString()
        .contains("undeclared reference to 'lost'");
  }

  @Test
  void selectorsThatDoNotChangeAreNotCompiledAgain() {
    ObjectNode old = deviceClass("gone", "a.b/c");
    assertThat(problemsOfUpdate(deviceClass("gone", "a.b/d"), old)).isEmpty();
    assertThat(problemsOfUpdate(deviceClass("lost", "a.b/c"), old))
        .singleElement()
        .asString()
        .contains("undeclared reference to 'lost'");
  }

  @Test
  void whatAClaimWasGivenIsOfItsRequestsAndForGood() {
    ObjectNode asked = claim("");
    assertThat(problemsOfStatus(claim("r"), asked)).isEmpty();
    assertThat(problemsOfStatus(claim("other"), asked))
        .containsExactly(
            "status.allocation.devices.results[0].request: Invalid value: \"other\": must be the"
                + " name of a request in the claim or the name of a request and a subrequest"
                + " separated by '/'");
    ObjectNode moved = claim("r");
    moved.withObject("/status/allocation/devices").putArray("config").addObject();
    assertThat(problemsOfStatus(moved, claim("r")))
        .singleElement()
        .asString()
        .contains("immutable");
    ObjectNode reserved = claim("");
    reserved.putObject("status").putArray("reservedFor").addObject().put("uid", "u");
    assertThat(problemsOfStatus(reserved, asked))
        .contains(
            "status.reservedFor: Forbidden: may not be specified when `allocated` is not set");
  }

  private static List<String> problemsOfUpdate(ObjectNode object, ObjectNode old) {
    FieldErrors errors = new FieldErrors();
    ObjectRules.checkUpdate(type(object), object, old, errors);
    return errors.list().stream().map(FieldErrors.FieldError::message).toList();
  }

  private static List<String> problemsOfStatus(ObjectNode object, ObjectNode old) {
    FieldErrors errors = new FieldErrors();
    ObjectRules.checkStatusUpdate(type(object), object, old, errors);
    return errors.list().stream().map(FieldErrors.FieldError::message).toList();
  }

  private static ResourceType type(ObjectNode object) {
    return CATALOG
        .byKind(object.get("apiVersion").asString(), object.get("kind").asString())
        .orElseThrow();
  }

  private static ObjectNode definition(String rule) {
    ObjectNode definition =
        Trees.yaml(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {plural: widgets, kind: Widget}
              versions:
              - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-validations: [{rule: "%s"}]}}}
            """
                .formatted(rule));
    type(definition).strategy().setDefaults(definition);
    return definition;
  }

  private static ObjectNode webhook(String expression, int timeoutSeconds) {
    return Trees.yaml(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: {name: w}
        webhooks:
        - {name: a.example.com, admissionReviewVersions: [v1], sideEffects: None, clientConfig: {url: "https://a.b"}, matchConditions: [{name: c, expression: %s}], timeoutSeconds: %d}
        """
            .formatted(expression, timeoutSeconds));
  }

  private static ObjectNode deviceClass(String expression, String resource) {
    return Trees.yaml(
        """
        apiVersion: resource.k8s.io/v1
        kind: DeviceClass
        metadata: {name: c}
        spec: {extendedResourceName: %s, selectors: [{cel: {expression: %s}}]}
        """
            .formatted(resource, expression));
  }

  /** A claim that was given a device for a request; nothing for none. */
  private static ObjectNode claim(String request) {
    ObjectNode claim =
        Trees.yaml(
            """
            apiVersion: resource.k8s.io/v1
            kind: ResourceClaim
            metadata: {name: c}
            spec: {devices: {requests: [{name: r, exactly: {deviceClassName: gpu, allocationMode: ExactCount, count: 1}}]}}
            """);
    if (!request.isEmpty()) {
      claim
          .withObject("/status/allocation/devices")
          .putArray("results")
          .addObject()
          .put("request", request)
          .put("driver", "a.b")
          .put("pool", "p")
          .put("device", "d");
    }
    return claim;
  }
}
