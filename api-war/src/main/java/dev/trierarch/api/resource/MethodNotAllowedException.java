package dev.trierarch.api.resource;

import dev.trierarch.registry.ApiException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A method that a resource does not have; it says which ones it has. */
public final class MethodNotAllowedException extends ApiException {

  private static final long serialVersionUID = 1L;

  private static final Map<String, String> METHODS =
      Map.of(
          "get", "GET, HEAD",
          "list", "GET, HEAD",
          "create", "POST",
          "update", "PUT",
          "patch", "PATCH",
          "delete", "DELETE",
          "deletecollection", "DELETE");

  private static final List<String> OF_COLLECTION = List.of("list", "create", "deletecollection");
  private static final List<String> OF_OBJECT = List.of("get", "update", "patch", "delete");
  private static final List<String> OF_SUBRESOURCE =
      List.of("get", "create", "update", "patch", "delete");

  private final String allowed;

  private MethodNotAllowedException(List<String> possible, Collection<String> verbs) {
    super(
        405,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
        new Details("", "", "", "", List.of(), 0));
    this.allowed =
        String.join(", ", possible.stream().filter(verbs::contains).map(METHODS::get).toList());
  }

  static MethodNotAllowedException ofCollection(Collection<String> verbs) {
    return new MethodNotAllowedException(OF_COLLECTION, verbs);
  }

  static MethodNotAllowedException ofObject(Collection<String> verbs) {
    return new MethodNotAllowedException(OF_OBJECT, verbs);
  }

  static MethodNotAllowedException ofSubresource(Collection<String> verbs) {
    return new MethodNotAllowedException(OF_SUBRESOURCE, verbs);
  }

  /** The value of the {@code Allow} header. */
  public String allowed() {
    return allowed;
  }
}
