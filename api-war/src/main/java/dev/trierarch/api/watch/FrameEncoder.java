package dev.trierarch.api.watch;

import dev.trierarch.api.protobuf.ProtobufWriter;
import dev.trierarch.api.resource.Form;
import dev.trierarch.api.resource.Form.Encoding;
import dev.trierarch.api.resource.Form.View;
import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.ObjectViews;
import dev.trierarch.api.table.TableRenderer;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.store.Documents;
import dev.trierarch.store.StoredObject;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/**
 * Encodes one watcher's events in the form it wants, as lines of JSON or as frames of protobuf;
 * used by one thread at a time.
 */
final class FrameEncoder {

  private static final byte[] END = {'}', '\n'};

  private final ResourceType type;
  private final Form form;
  private final TableRenderer tables;
  private final FrameCache cache;
  private final String formName;

  /** Tables name their columns once, at the first event. */
  private boolean columnsSent;

  FrameEncoder(
      ResourceType type, Form form, TableRenderer tables, String include, FrameCache cache) {
    this.type = type;
    this.form = form;
    this.tables = tables;
    this.cache = cache;
    this.formName =
        type.apiVersion() + " " + form.encoding() + form.view() + form.metaVersion() + include;
  }

  /** What the stream is called; JSON keeps its own name, as upstream has it. */
  String contentType() {
    String mediaType = form.encoding().mediaType();
    return form.encoding() == Encoding.JSON ? mediaType : mediaType + ";stream=watch";
  }

  /** Whether frames are text. */
  boolean isText() {
    return form.encoding() == Encoding.JSON;
  }

  /** An object of the state before the watch; not shared, as nobody else reads it just now. */
  byte[] initial(StoredObject object) {
    return frame("ADDED", body(ObjectViewSource.of(type, object)));
  }

  byte[] event(WatchEvent event) {
    if (form.view() == View.TABLE && !columnsSent) {
      return frame(event.type().name(), body(source(event)));
    }
    FrameCache.Key key =
        new FrameCache.Key(formName, event.type(), type.groupResource(), event.revision());
    return cache.frame(key, () -> frame(event.type().name(), body(source(event))));
  }

  private ObjectViewSource source(WatchEvent event) {
    StoredObject object = event.object();
    if (object.revision() == event.revision()) {
      return ObjectViewSource.of(type, object);
    }
    byte[] moved = Documents.atRevision(Documents.encode(object.tree()), event.revision());
    return ObjectViewSource.of(type, moved);
  }

  private byte[] body(ObjectViewSource source) {
    return switch (form.view()) {
      case WHOLE -> form.encoding() == Encoding.JSON ? source.json() : encoded(source.tree());
      case PARTIAL_METADATA ->
          encoded(ObjectViews.partialMetadata(source.tree(), form.metaVersion()));
      case TABLE -> {
        boolean withColumns = !columnsSent;
        columnsSent = true;
        yield encoded(tables.single(source.tree(), withColumns));
      }
    };
  }

  /** Says how far the watcher has seen. */
  byte[] bookmark(long revision, boolean initialEnd) {
    ObjectNode object =
        switch (form.view()) {
          case WHOLE -> Json.object(type.apiVersion(), type.kind());
          case PARTIAL_METADATA ->
              Json.object("meta.k8s.io/" + form.metaVersion(), "PartialObjectMetadata");
          case TABLE -> tables.table(false);
        };
    ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(revision));
    if (initialEnd) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    object.set("metadata", metadata);
    if (form.view() == View.TABLE) {
      object.putArray("rows");
    }
    return frame("BOOKMARK", encoded(object));
  }

  byte[] error(ObjectNode status) {
    return frame("ERROR", encoded(status));
  }

  private byte[] encoded(ObjectNode tree) {
    return ObjectViews.encoded(tree, form.encoding(), false);
  }

  private byte[] frame(String eventType, byte[] object) {
    return form.encoding() == Encoding.PROTOBUF
        ? ProtobufWriter.watchFrame(eventType, object)
        : line(eventType, object);
  }

  private static byte[] line(String eventType, byte[] object) {
    byte[] head =
        ("{\"type\":\"" + eventType + "\",\"object\":").getBytes(StandardCharsets.US_ASCII);
    byte[] line = new byte[head.length + object.length + END.length];
    System.arraycopy(head, 0, line, 0, head.length);
    System.arraycopy(object, 0, line, head.length, object.length);
    System.arraycopy(END, 0, line, head.length + object.length, END.length);
    return line;
  }

  /** An object's JSON and tree, each made only when it is needed. */
  private record ObjectViewSource(ResourceType type, StoredObject stored, byte[] moved) {

    static ObjectViewSource of(ResourceType type, StoredObject stored) {
      return new ObjectViewSource(type, stored, null);
    }

    static ObjectViewSource of(ResourceType type, byte[] moved) {
      return new ObjectViewSource(type, null, moved);
    }

    byte[] json() {
      if (stored != null) {
        return ObjectViews.json(type, stored);
      }
      return type.conversion() == dev.trierarch.catalog.Conversion.NONE
          ? moved
          : Json.bytes(tree());
    }

    ObjectNode tree() {
      return stored != null
          ? ObjectViews.tree(type, stored)
          : type.conversion().fromStored(Json.tree(moved));
    }
  }
}
