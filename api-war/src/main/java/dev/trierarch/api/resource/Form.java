package dev.trierarch.api.resource;

import dev.trierarch.api.protobuf.ProtobufReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The form that a client wants objects in: an encoding, and the object itself or a view of it.
 *
 * @param metaVersion version of meta.k8s.io that a view is in: {@code v1} or {@code v1beta1}
 */
public record Form(Encoding encoding, View view, String metaVersion) {

  /** How trees become bytes, in the order that a client without a preference gets them. */
  public enum Encoding {
    JSON("application/json"),
    YAML("application/yaml"),
    PROTOBUF(ProtobufReader.MEDIA_TYPE);

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

  /** What an endpoint has: objects of other makers' kinds have no messages. */
  public enum Offer {
    EVERYTHING,
    TEXT;

    boolean has(Encoding encoding) {
      return this == EVERYTHING || encoding != Encoding.PROTOBUF;
    }
  }

  /** What is said of an answer that nobody has: all encodings there are. */
  private static final List<String> MEDIA_TYPES =
      List.of(Encoding.values()).stream().map(Encoding::mediaType).toList();

  /** The first entry of an {@code Accept} header that the endpoint has. */
  public static Form negotiate(String accept, Offer offer) {
    return negotiate(accept, offer, Set.of(View.values()));
  }

  /** The same for what is shown whole or not at all. */
  public static Form negotiateWhole(String accept, Offer offer) {
    return negotiate(accept, offer, Set.of(View.WHOLE));
  }

  private static Form negotiate(String accept, Offer offer, Set<View> views) {
    for (MediaRange range : MediaRange.parseAccept(accept)) {
      for (Encoding encoding : Encoding.values()) {
        Optional<Form> form =
            range.accepts(encoding.mediaType()) ? of(range, encoding, offer) : Optional.empty();
        if (form.isPresent() && views.contains(form.get().view())) {
          return form.get();
        }
      }
    }
    throw Problems.notAcceptable(MEDIA_TYPES);
  }

  /** How a refusal is told: as answers would be, and as JSON to who takes none of ours. */
  public static Encoding encodingOfRefusals(String accept) {
    for (MediaRange range : MediaRange.parseAccept(accept)) {
      for (Encoding encoding : Encoding.values()) {
        if (range.accepts(encoding.mediaType())) {
          return encoding;
        }
      }
    }
    return Encoding.JSON;
  }

  private static Optional<Form> of(MediaRange range, Encoding encoding, Offer offer) {
    String stream = range.parameter("stream");
    boolean streamServed = stream.equals("watch") && encoding != Encoding.YAML;
    if (!stream.isEmpty() && !streamServed) {
      return Optional.empty();
    }
    boolean view = range.hasParameter("as") || range.hasParameter("g") || range.hasParameter("v");
    if (!view) {
      return offer.has(encoding)
          ? Optional.of(new Form(encoding, View.WHOLE, ""))
          : Optional.empty();
    }
    return viewed(range)
        .filter(shown -> shown != View.TABLE || encoding != Encoding.PROTOBUF)
        .map(shown -> new Form(encoding, shown, range.parameter("v")));
  }

  private static Optional<View> viewed(MediaRange range) {
    String version = range.parameter("v");
    boolean meta =
        range.parameter("g").equals("meta.k8s.io")
            && (version.equals("v1") || version.equals("v1beta1"));
    if (!meta) {
      return Optional.empty();
    }
    return switch (range.parameter("as")) {
      case "Table" -> Optional.of(View.TABLE);
      case "PartialObjectMetadata", "PartialObjectMetadataList" ->
          Optional.of(View.PARTIAL_METADATA);
      default -> Optional.empty();
    };
  }
}
