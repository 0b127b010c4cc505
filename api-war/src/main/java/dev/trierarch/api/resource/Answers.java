package dev.trierarch.api.resource;

import dev.trierarch.api.protobuf.ProtobufWriter;
import dev.trierarch.api.resource.Form.Encoding;
import dev.trierarch.api.resource.Form.View;
import dev.trierarch.api.table.TableRenderer;
import dev.trierarch.api.table.TableRenderer.IncludeObject;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.catalog.WorkloadColumns;
import dev.trierarch.store.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes answers in the form that the client wants: whole objects, tables or metadata alone. */
@ApplicationScoped
public class Answers {

  /** How long whatever may change, or is one client's alone, may be kept on its way: not at all. */
  public static final String NOT_CACHED = "no-cache, private";

  private final InstantSource clock;

  /** For the container's proxy. */
  Answers() {
    this(null);
  }

  @Inject
  public Answers(InstantSource clock) {
    this.clock = clock;
  }

  /** One stored object. */
  public Response object(
      ApiCall call, ResourceType type, StoredObject object, int status, List<String> warnings) {
    Form form = call.form(type.apiVersion(), type.kind());
    boolean asItIs =
        form.view() == View.WHOLE && form.encoding() == Encoding.JSON && !call.pretty();
    Payload payload =
        asItIs
            ? Payload.of(ObjectViews.json(type, object))
            : encoded(call, form, view(call, type.columns(), form, ObjectViews.tree(type, object)));
    return answer(call, form, payload, status, warnings);
  }

  /** What was asked for and is not kept; refused to who wants a view of it. */
  public Response review(ApiCall call, ObjectNode tree, List<String> warnings) {
    Form form = call.wholeForm(Json.text(tree, "apiVersion"), Json.text(tree, "kind"));
    return answer(call, form, encoded(call, form, tree), 201, warnings);
  }

  /** How far something is scaled. */
  public Response scale(ApiCall call, ObjectNode scale, int status) {
    Form form = call.form(Json.text(scale, "apiVersion"), Json.text(scale, "kind"));
    ObjectNode shown = view(call, WorkloadColumns.SCALES, form, scale);
    return answer(call, form, encoded(call, form, shown), status, List.of());
  }

  /** A tree that is shown whole whatever the client prefers: statuses. */
  public Response tree(ApiCall call, ObjectNode tree, int status) {
    return tree(call, tree, status, List.of());
  }

  /** The same, with warnings of what was sent. */
  Response tree(ApiCall call, ObjectNode tree, int status, List<String> warnings) {
    Form wanted = call.form(Json.text(tree, "apiVersion"), Json.text(tree, "kind"));
    Form form = new Form(wanted.encoding(), View.WHOLE, "");
    return answer(call, form, encoded(call, form, tree), status, warnings);
  }

  /** A list. */
  public Response list(ApiCall call, ResourceType type, Listing listing) {
    Form form = call.form(type.apiVersion(), type.kind());
    Payload payload =
        form.encoding() == Encoding.PROTOBUF
            ? protobufList(type, form, listing)
            : textList(call, type, form, listing);
    return answer(call, form, payload, 200, List.of());
  }

  private Payload textList(ApiCall call, ResourceType type, Form form, Listing listing) {
    Payload payload =
        switch (form.view()) {
          case WHOLE -> wholeList(type, listing);
          case TABLE -> table(call, type, form, listing);
          case PARTIAL_METADATA -> partialList(type, form, listing);
        };
    return call.pretty() || form.encoding() == Encoding.YAML
        ? encoded(call, form, Json.tree(whole(payload)))
        : payload;
  }

  private ObjectNode view(ApiCall call, List<Column> columns, Form form, ObjectNode object) {
    return switch (form.view()) {
      case WHOLE -> object;
      case TABLE -> renderer(call, columns, form).single(object, true);
      case PARTIAL_METADATA -> ObjectViews.partialMetadata(object, form.metaVersion());
    };
  }

  private TableRenderer renderer(ApiCall call, List<Column> columns, Form form) {
    return new TableRenderer(
        columns,
        form.metaVersion(),
        IncludeObject.parse(call.query().text("includeObject")),
        clock);
  }

  private static Payload wholeList(ResourceType type, Listing listing) {
    return payload(
        wholeWrapper(type, listing),
        "items",
        listing.objects(),
        object -> ObjectViews.json(type, object));
  }

  private static Payload partialList(ResourceType type, Form form, Listing listing) {
    return payload(
        partialWrapper(form, listing),
        "items",
        listing.objects(),
        object -> Json.bytes(partial(type, form, object)));
  }

  private static Payload protobufList(ResourceType type, Form form, Listing listing) {
    return form.view() == View.WHOLE
        ? new ProtobufListPayload<>(
            wholeWrapper(type, listing),
            listing.objects(),
            object ->
                ProtobufWriter.message(
                    type.apiVersion(), type.kind(), ObjectViews.tree(type, object)))
        : new ProtobufListPayload<>(
            partialWrapper(form, listing),
            listing.objects(),
            object ->
                ProtobufWriter.message("v1", "PartialObjectMetadata", partial(type, form, object)));
  }

  private static ObjectNode wholeWrapper(ResourceType type, Listing listing) {
    ObjectNode wrapper = Json.object(type.apiVersion(), type.listKind());
    wrapper.set("metadata", listMetadata(listing));
    return wrapper;
  }

  private static ObjectNode partialWrapper(Form form, Listing listing) {
    ObjectNode wrapper =
        Json.object("meta.k8s.io/" + form.metaVersion(), "PartialObjectMetadataList");
    wrapper.set("metadata", listMetadata(listing));
    return wrapper;
  }

  private static ObjectNode partial(ResourceType type, Form form, StoredObject object) {
    return ObjectViews.partialMetadata(ObjectViews.tree(type, object), form.metaVersion());
  }

  private Payload table(ApiCall call, ResourceType type, Form form, Listing listing) {
    TableRenderer renderer = renderer(call, type.columns(), form);
    ObjectNode wrapper = renderer.table(true);
    wrapper.set("metadata", listMetadata(listing));
    return payload(
        wrapper,
        "rows",
        inRowOrder(type, listing.objects()),
        object -> Json.bytes(renderer.row(ObjectViews.tree(type, object))));
  }

  /** Each object is decoded once, however often it is compared. */
  private static List<StoredObject> inRowOrder(ResourceType type, List<StoredObject> objects) {
    if (type.rowOrder().isEmpty()) {
      return objects;
    }
    IdentityHashMap<StoredObject, JsonNode> trees = new IdentityHashMap<>();
    objects.forEach(object -> trees.put(object, object.tree()));
    return objects.stream()
        .sorted(Comparator.comparing(trees::get, type.rowOrder().get()))
        .toList();
  }

  private static Payload payload(
      ObjectNode wrapper,
      String itemsField,
      List<StoredObject> objects,
      Function<StoredObject, byte[]> encoder) {
    long sizeBytes = objects.stream().mapToLong(object -> object.json().length).sum();
    return new ListPayload<>(wrapper, itemsField, objects, encoder, sizeBytes);
  }

  private static ObjectNode listMetadata(Listing listing) {
    ObjectNode metadata = Json.object();
    metadata.put("resourceVersion", Long.toString(listing.revision()));
    if (!listing.continueToken().isEmpty()) {
      metadata.put("continue", listing.continueToken());
    }
    if (listing.remaining() != null) {
      metadata.put("remainingItemCount", listing.remaining());
    }
    return metadata;
  }

  private static Payload encoded(ApiCall call, Form form, ObjectNode tree) {
    return Payload.of(ObjectViews.encoded(tree, form.encoding(), call.pretty()));
  }

  private static byte[] whole(Payload payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      payload.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return out.toByteArray();
  }

  private static Response answer(
      ApiCall call, Form form, Payload payload, int status, List<String> warnings) {
    Response.ResponseBuilder response =
        Response.status(status)
            .type(form.encoding().mediaType())
            .header("Cache-Control", NOT_CACHED);
    WarningHeaders.of(warnings).forEach(warning -> response.header("Warning", warning));
    boolean gzip = call.acceptsGzip() && payload.sizeBytes() >= Payload.GZIP_BYTES_MIN;
    if (gzip) {
      response.header("Content-Encoding", "gzip").header("Vary", "Accept-Encoding");
    }
    return response.entity(gzip ? payload.gzipped() : payload).build();
  }
}
