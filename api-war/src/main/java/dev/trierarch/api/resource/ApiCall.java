package dev.trierarch.api.resource;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.protobuf.ProtobufWriter;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.FieldManagers;
import dev.trierarch.registry.Permissions;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import jakarta.servlet.http.HttpServletRequest;

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

  /**
   * What the query says of a write.
   *
   * @throws dev.trierarch.registry.ApiException 422 when it says what no write can do
   */
  public WriteOptions writeOptions() {
    FieldErrors errors = new FieldErrors();
    String manager = query.text("fieldManager");
    FieldManagers.check("fieldManager", manager, errors);
    boolean dryRun = OptionRules.dryRun(query.all("dryRun"), errors);
    FieldValidation validation = OptionRules.fieldValidation(query.text("fieldValidation"), errors);
    OptionRules.refuse(optionsKind(), errors);
    return new WriteOptions(caller, cause, dryRun, manager, validation, permissions);
  }

  private String optionsKind() {
    return switch (info.verb()) {
      case "create" -> "CreateOptions";
      case "update" -> "UpdateOptions";
      case "patch" -> "PatchOptions";
      default -> "DeleteOptions";
    };
  }
}
