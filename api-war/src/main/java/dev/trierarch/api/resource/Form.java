package dev.trierarch.api.resource;

import java.util.List;

/**
 * The form that a client wants objects in: an encoding, and the object itself or a view of it.
 *
 * @param metaVersion version of meta.k8s.io that a view is in: {@code v1} or {@code v1beta1}
 */
public record Form(Encoding encoding, View view, String metaVersion) {

  /** How trees become bytes. */
  public enum Encoding {
    JSON("application/json"),
    YAML("application/yaml");

    private final String mediaType;

    Encoding(String mediaType) {
      this.mediaType = mediaType;
    }

    public String mediaType() {
      return mediaType;
    }
  }

  /** What is shown of an object. */
  public enum View {
    WHOLE,
    TABLE,
    PARTIAL_METADATA
  }

  public static final Form JSON = new Form(Encoding.JSON, View.WHOLE, "");

  private static final List<String> SERVED =
      List.of(
          "application/json",
          "application/yaml",
          "application/json;stream=watch",
          "application/yaml;as=Table;g=meta.k8s.io;v=v1",
          "application/json;as=Table;g=meta.k8s.io;v=v1");

  /** The first entry of an {@code Accept} header that is served. */
  public static Form negotiate(String accept) {
    for (MediaRange range : MediaRange.parseAccept(accept)) {
      Form form = of(range);
      if (form != null) {
        return form;
      }
    }
    throw Problems.notAcceptable(SERVED);
  }

  private static Form of(MediaRange range) {
    Encoding encoding = encodingOf(range);
    if (encoding == null) {
      return null;
    }
    String as = range.parameter("as");
    if (as.isEmpty()) {
      return new Form(encoding, View.WHOLE, "");
    }
    String version = range.parameter("v");
    boolean meta =
        range.parameter("g").equals("meta.k8s.io")
            && (version.equals("v1") || version.equals("v1beta1"));
    if (!meta) {
      return null;
    }
    return switch (as) {
      case "Table" -> new Form(encoding, View.TABLE, version);
      case "PartialObjectMetadata", "PartialObjectMetadataList" ->
          new Form(encoding, View.PARTIAL_METADATA, version);
      default -> null;
    };
  }

  private static Encoding encodingOf(MediaRange range) {
    if (range.accepts("application/json")) {
      return Encoding.JSON;
    }
    boolean yaml =
        range.type().equals("application/yaml")
            || range.type().equals("text/yaml")
            || range.type().equals("application/x-yaml");
    return yaml ? Encoding.YAML : null;
  }
}
