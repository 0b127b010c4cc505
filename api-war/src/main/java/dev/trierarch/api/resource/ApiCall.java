package dev.trierarch.api.resource;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.protobuf.ProtobufWriter;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.Permissions;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** One request after the filter: what it is about, who makes it and how it wants its answer. */
public record ApiCall(
    RequestInfo info,
    Query query,
    Caller caller,
    Permissions permissions,
    String accept,
    String acceptEncoding,
    long cause) {

  private static final String ATTRIBUTE = ApiCall.class.getName();

  /** Leaves the call on the request for the resource classes. */
  public void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  public static ApiCall of(HttpServletRequest request) {
    return (ApiCall) request.getAttribute(ATTRIBUTE);
  }

  /** The form that objects of a kind go out in. */
  public Form form(String apiVersion, String kind) {
    return Form.negotiate(accept, offer(apiVersion, kind));
  }

  /** The form that a kind goes out in whose objects have neither tables nor metadata. */
  public Form wholeForm(String apiVersion, String kind) {
    return Form.negotiateWhole(accept, offer(apiVersion, kind));
  }

  private static Form.Offer offer(String apiVersion, String kind) {
    return ProtobufWriter.serves(apiVersion, kind) ? Form.Offer.EVERYTHING : Form.Offer.TEXT;
  }

  /** People at a terminal read the answer: they asked, or use a tool that shows it raw. */
  public boolean pretty() {
    String agent = caller.userAgent();
    return query
        .optionalFlag("pretty")
        .orElse(
            agent.startsWith("curl")
                || agent.startsWith("Wget")
                || agent.startsWith("Mozilla/5.0"));
  }

  public boolean acceptsGzip() {
    for (String encoding : acceptEncoding.split(",", -1)) {
      if (encoding.strip().equals("gzip")) {
        return true;
      }
    }
    return false;
  }

  /** What the query says of a write. */
  public WriteOptions writeOptions() {
    return new WriteOptions(
        caller, cause, dryRun(query.all("dryRun")), fieldManager(), validation(), permissions);
  }

  /** Reads {@code dryRun}, from the query or from options in a body. */
  public static boolean dryRun(List<String> values) {
    for (String value : values) {
      if (!value.equals("All")) {
        throw ApiErrors.badRequest(
            "dryRun: Unsupported value: \"" + value + "\": supported values: \"All\"");
      }
    }
    return !values.isEmpty();
  }

  /** The field manager named in the query, else the program's name up to the first slash. */
  private String fieldManager() {
    String manager = query.text("fieldManager");
    if (manager.length() > 128) {
      throw ApiErrors.badRequest("fieldManager: Too long: may not be more than 128 bytes");
    }
    return manager;
  }

  private FieldValidation validation() {
    return switch (query.text("fieldValidation")) {
      case "" -> FieldValidation.WARN;
      case "Ignore" -> FieldValidation.IGNORE;
      case "Warn" -> FieldValidation.WARN;
      case "Strict" -> FieldValidation.STRICT;
      default ->
          throw ApiErrors.badRequest(
              "fieldValidation: Unsupported value: \""
                  + query.text("fieldValidation")
                  + "\": supported values: \"Ignore\", \"Strict\", \"Warn\"");
    };
  }
}
