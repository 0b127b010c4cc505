package dev.trierarch.api.resource;

import dev.trierarch.api.auth.TokenRequests;
import dev.trierarch.api.resource.Bodies.Body;
import dev.trierarch.catalog.ObjectKind;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Registry;
import dev.trierarch.registry.WriteOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is posted not to be kept but to be done or answered: bindings, evictions, reviews. */
@ApplicationScoped
public class PostedActions {

  private final Registry registry;
  private final Reviews reviews;
  private final TokenRequests tokens;
  private final Answers answers;

  /** For the container's proxy. */
  PostedActions() {
    this(null, null, null, null);
  }

  @Inject
  public PostedActions(Registry registry, Reviews reviews, TokenRequests tokens, Answers answers) {
    this.registry = registry;
    this.reviews = reviews;
    this.tokens = tokens;
    this.answers = answers;
  }

  /** Whether a post to this target is answered here. */
  public boolean answers(Target target) {
    return !target.subresource().isEmpty() || !target.type().stored();
  }

  public Response answer(ApiCall call, Target target, RequestBody body) {
    if (Reviews.isReview(target)) {
      return review(call, target, body);
    }
    return switch (target.subresource()) {
      case "", "binding" -> bind(call, target, body);
      case "token" -> token(call, target, body);
      case "eviction" -> evict(call, target, body);
      default -> throw Problems.methodNotAllowed();
    };
  }

  private static Body read(ApiCall call, Target target, RequestBody body) {
    return Bodies.action(body, target.objectKind(), call.writeOptions().fieldValidation());
  }

  private Response review(ApiCall call, Target target, RequestBody body) {
    Body review = read(call, target, body);
    return answers.review(
        call, reviews.answer(call.caller(), target, review.tree()), review.warnings());
  }

  private Response token(ApiCall call, Target target, RequestBody body) {
    Body request = read(call, target, body);
    ObjectNode answer =
        tokens.answer(call.caller(), target.namespace(), target.name(), request.tree());
    return answers.tree(call, answer, 201, request.warnings());
  }

  private Response bind(ApiCall call, Target target, RequestBody body) {
    WriteOptions options = call.writeOptions();
    Body binding = read(call, target, body);
    JsonNode node = binding.tree().path("target");
    String kind = Json.text(node, "kind");
    if (!kind.isEmpty() && !kind.equals("Node")) {
      throw ApiErrors.badRequest("target.kind: Unsupported value: \"" + kind + "\": must be Node");
    }
    if (Json.text(node, "name").isEmpty()) {
      throw ApiErrors.badRequest("target.name: Required value: the node to bind the pod to");
    }
    String named = Json.text(binding.tree().path("metadata"), "name");
    String pod = target.name().isEmpty() ? named : target.name();
    checkName(target.objectKind(), pod, named);
    registry.bind(target.namespace(), pod, Json.text(node, "name"), options);
    return created(call, binding.warnings());
  }

  private Response evict(ApiCall call, Target target, RequestBody body) {
    Body eviction = read(call, target, body);
    checkName(
        target.objectKind(), target.name(), Json.text(eviction.tree().path("metadata"), "name"));
    DeleteRequest request =
        eviction.tree().path("deleteOptions") instanceof ObjectNode options
            ? DeleteRequest.of(options)
            : DeleteRequest.of(Json.object());
    registry.evict(
        target.namespace(), target.name(), request.deletion(), request.writeOptions(call));
    return created(call, eviction.warnings());
  }

  /** Who names an object in the body means that one. */
  private static void checkName(ObjectKind kind, String name, String named) {
    if (!named.isEmpty() && !named.equals(name)) {
      throw ApiErrors.badRequest("name in URL does not match name in " + kind.kind() + " object");
    }
  }

  private Response created(ApiCall call, List<String> warnings) {
    ObjectNode status = Json.object("v1", "Status");
    status.putObject("metadata");
    return answers.tree(call, status.put("status", "Success").put("code", 201), 201, warnings);
  }
}
