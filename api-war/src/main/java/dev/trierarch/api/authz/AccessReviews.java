package dev.trierarch.api.authz;

import dev.trierarch.api.auth.Users;
import dev.trierarch.api.resource.Json;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Caller;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers the reviews of authorization.k8s.io: may this caller, or somebody else, do this? */
@ApplicationScoped
public class AccessReviews {

  private final Authorization authorization;

  /** For the container's proxy. */
  AccessReviews() {
    this(null);
  }

  @Inject
  public AccessReviews(Authorization authorization) {
    this.authorization = authorization;
  }

  /** Fills in the status of a {@code SelfSubjectAccessReview}. */
  public ObjectNode self(Caller caller, ObjectNode review) {
    return decide(caller, review);
  }

  /**
   * Fills in the status of a {@code SubjectAccessReview} or its local form.
   *
   * @param namespace the only one that may be asked about, empty for any
   */
  public ObjectNode subject(ObjectNode review, String namespace) {
    JsonNode spec = review.path("spec");
    String asked = Json.text(spec.path("resourceAttributes"), "namespace");
    if (!namespace.isEmpty() && !asked.equals(namespace)) {
      throw ApiErrors.badRequest(
          "spec.resourceAttributes.namespace: Invalid value: \""
              + asked
              + "\": must match metadata.namespace");
    }
    List<String> groups = texts(spec.path("groups"));
    String user = Json.text(spec, "user");
    if (user.isEmpty() && groups.isEmpty()) {
      throw ApiErrors.badRequest(
          "spec.user: Invalid value: \"\": at least one of user or group must be specified");
    }
    Map<String, List<String>> extra = new LinkedHashMap<>();
    spec.path("extra")
        .properties()
        .forEach(entry -> extra.put(entry.getKey(), texts(entry.getValue())));
    return decide(new Caller(user, Json.text(spec, "uid"), groups, extra, ""), review);
  }

  private ObjectNode decide(Caller caller, ObjectNode review) {
    Decision decision = authorization.decide(attributes(caller, review.path("spec")));
    ObjectNode status = review.putObject("status").put("allowed", decision.allowed());
    if (!decision.reason().isEmpty()) {
      status.put("reason", decision.reason());
    }
    return review;
  }

  private static Attributes attributes(Caller caller, JsonNode spec) {
    JsonNode resource = spec.path("resourceAttributes");
    JsonNode path = spec.path("nonResourceAttributes");
    if (resource.isObject() == path.isObject()) {
      throw ApiErrors.badRequest(
          "spec: Invalid value: exactly one of nonResourceAttributes or resourceAttributes must be"
              + " specified");
    }
    if (path.isObject()) {
      return new Attributes(
          caller, false, Json.text(path, "verb"), "", "", "", "", "", "", Json.text(path, "path"));
    }
    return new Attributes(
        caller,
        true,
        Json.text(resource, "verb"),
        Json.text(resource, "group"),
        Json.text(resource, "version"),
        Json.text(resource, "namespace"),
        Json.text(resource, "resource"),
        Json.text(resource, "subresource"),
        Json.text(resource, "name"),
        "");
  }

  /** Fills in the status of a {@code SelfSubjectRulesReview}. */
  public ObjectNode rules(Caller caller, ObjectNode review) {
    String namespace = Json.text(review.path("spec"), "namespace");
    if (namespace.isEmpty()) {
      throw ApiErrors.badRequest("no namespace on request");
    }
    ObjectNode status = review.putObject("status");
    ArrayNode resourceRules = status.putArray("resourceRules");
    ArrayNode pathRules = status.putArray("nonResourceRules");
    for (PolicyRule rule : rulesOf(caller, namespace)) {
      boolean aboutPaths = notEmpty(rule.getNonResourceURLs());
      ObjectNode each = (aboutPaths ? pathRules : resourceRules).addObject();
      put(each, "verbs", rule.getVerbs());
      put(each, "apiGroups", rule.getApiGroups());
      put(each, "resources", rule.getResources());
      put(each, "resourceNames", rule.getResourceNames());
      put(each, "nonResourceURLs", rule.getNonResourceURLs());
    }
    status.put("incomplete", false);
    return review;
  }

  private List<PolicyRule> rulesOf(Caller caller, String namespace) {
    List<PolicyRule> rules = new ArrayList<>(authorization.rules(caller, namespace));
    if (caller.groups().contains(Users.MASTERS)) {
      List<String> all = List.of("*");
      PolicyRule resources = new PolicyRule();
      resources.setVerbs(all);
      resources.setApiGroups(all);
      resources.setResources(all);
      PolicyRule paths = new PolicyRule();
      paths.setVerbs(all);
      paths.setNonResourceURLs(all);
      rules.add(0, resources);
      rules.add(1, paths);
    }
    return rules;
  }

  private static void put(ObjectNode rule, String field, List<String> values) {
    if (notEmpty(values)) {
      values.forEach(rule.putArray(field)::add);
    }
  }

  private static boolean notEmpty(List<String> values) {
    return values != null && !values.isEmpty();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(value -> texts.add(value.asString("")));
    return texts;
  }
}
