package dev.trierarch.api.resource;

import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.ApiException.Cause;
import dev.trierarch.registry.ApiException.Details;
import dev.trierarch.schema.MalformedText;
import dev.trierarch.store.StoreException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns every failure into Kubernetes' {@code Status}: the one place that does. */
public final class Statuses {

  private static final Logger LOG = Logger.getLogger(Statuses.class.getName());

  private Statuses() {}

  /** The refusal that a failure amounts to; what nobody foresaw is logged and becomes a 500. */
  public static ApiException refusal(Throwable failure) {
    if (failure instanceof ApiException refusal) {
      return refusal;
    }
    if (failure instanceof StoreException e) {
      return Problems.of(e);
    }
    if (failure instanceof NotFoundException) {
      return Problems.unknownPath();
    }
    if (failure instanceof NotAllowedException) {
      return Problems.methodNotAllowed();
    }
    if (failure instanceof WebApplicationException e && e.getResponse().getStatus() < 500) {
      return new ApiException(e.getResponse().getStatus(), "BadRequest", e.getMessage(), null);
    }
    if (failure instanceof JacksonException e) {
      return ApiErrors.badRequest(MalformedText.problem(e));
    }
    if (failure instanceof CompletionException && failure.getCause() != null) {
      return refusal(failure.getCause());
    }
    if (failure.getCause() instanceof ApiException
        || failure.getCause() instanceof StoreException) {
      return refusal(failure.getCause());
    }
    LOG.log(Level.SEVERE, "A request failed in a way that nobody foresaw", failure);
    return ApiErrors.internal(failure.getClass().getSimpleName() + ", see the server's log");
  }

  /** The Status object of a refusal. */
  public static ObjectNode failure(ApiException refusal) {
    ObjectNode status = Json.object("v1", "Status");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", refusal.getMessage());
    if (!refusal.reason().isEmpty()) {
      status.put("reason", refusal.reason());
    }
    if (refusal.details() != null) {
      status.set("details", details(refusal.details()));
    }
    return status.put("code", refusal.code());
  }

  /** The Status object of a deletion that left nothing to show. */
  public static ObjectNode success(String group, String kind, String name, String uid) {
    ObjectNode status = Json.object("v1", "Status");
    status.putObject("metadata");
    status.put("status", "Success");
    status.set("details", details(new Details(group, kind, name, uid, java.util.List.of(), 0)));
    return status;
  }

  private static ObjectNode details(Details details) {
    ObjectNode node = Json.object();
    putIfPresent(node, "name", details.name());
    putIfPresent(node, "group", details.group());
    putIfPresent(node, "kind", details.kind());
    putIfPresent(node, "uid", details.uid());
    if (details.causes() != null && !details.causes().isEmpty()) {
      ArrayNode causes = node.putArray("causes");
      for (Cause cause : details.causes()) {
        ObjectNode each = causes.addObject();
        putIfPresent(each, "reason", cause.reason());
        putIfPresent(each, "message", cause.message());
        putIfPresent(each, "field", cause.field());
      }
    }
    if (details.retryAfterSeconds() > 0) {
      node.put("retryAfterSeconds", details.retryAfterSeconds());
    }
    return node;
  }

  private static void putIfPresent(ObjectNode node, String field, String value) {
    if (value != null && !value.isEmpty()) {
      node.put(field, value);
    }
  }
}
