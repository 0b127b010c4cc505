package dev.trierarch.catalog.certificates;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.form.Form;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that CertificateSigningRequests are written by: what is asked for never changes. */
public final class CertificateSigningRequestStrategy implements ResourceStrategy {

  private static final String HEADER = "-----BEGIN CERTIFICATE REQUEST-----";
  private static final List<String> DECISIONS = List.of("Approved", "Denied");

  @Override
  public void prepareForCreate(ObjectNode request) {
    request.putObject("status");
  }

  @Override
  public void prepareForUpdate(ObjectNode request, ObjectNode old) {
    ResourceStrategy.super.prepareForUpdate(request, old);
    request.set("spec", old.path("spec").deepCopy());
  }

  /** Decisions are made through the approval subresource alone. */
  @Override
  public void prepareForStatusUpdate(ObjectNode request, ObjectNode old) {
    ResourceStrategy.super.prepareForStatusUpdate(request, old);
    ArrayNode conditions = request.arrayNode();
    add(conditions, old, true);
    add(conditions, request, false);
    if (!conditions.isEmpty()) {
      Defaults.child(request, "status").set("conditions", conditions);
    }
  }

  private static void add(ArrayNode conditions, ObjectNode from, boolean decisions) {
    for (JsonNode condition : from.path("status").path("conditions")) {
      if (DECISIONS.contains(condition.path("type").asString("")) == decisions) {
        conditions.add(condition);
      }
    }
  }

  @Override
  public void validateCreate(ObjectNode request, FieldErrors errors) {
    Field spec = Field.root(request, errors).get("spec");
    Field text = spec.get("request");
    if (!text.isEmpty() && !decoded(text.text()).contains(HEADER)) {
      text.invalid("PEM block type must be CERTIFICATE REQUEST");
    }
    Set<String> usages = new HashSet<>();
    for (Field usage : spec.get("usages").items()) {
      if (!usages.add(usage.text())) {
        usage.duplicate();
      }
    }
    if (spec.get("signerName").isText("kubernetes.io/legacy-unknown")) {
      spec.get("signerName").invalid("the legacy signerName is not allowed via this API version");
    }
  }

  @Override
  public void validateStatusUpdate(ObjectNode request, ObjectNode old, FieldErrors errors) {
    Field status = Field.root(request, errors).get("status");
    Field former = Field.root(old, errors).get("status");
    CertificateConditionRules.check(status.get("conditions"), former.get("conditions"));
    Field certificate = status.get("certificate");
    if (!former.get("certificate").isEmpty()
        && !certificate.isText(former.get("certificate").text())) {
      certificate.forbidden("updates may not modify existing certificate content");
    }
  }

  private static String decoded(String base64) {
    return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.US_ASCII);
  }

  @Override
  public Form nameRule() {
    return Form.PATH_SEGMENT;
  }

  @Override
  public Map<String, String> selectableFields(JsonNode request) {
    return Map.of("spec.signerName", request.path("spec").path("signerName").asString(""));
  }
}
