package dev.trierarch.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.Objects;
import dev.trierarch.api.protobuf.ProtobufReader;
import dev.trierarch.api.resource.Form;
import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.Query;
import dev.trierarch.api.resource.Selection;
import dev.trierarch.api.table.TableRenderer;
import dev.trierarch.api.table.TableRenderer.IncludeObject;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.store.StoredObject;
import io.kubernetes.client.proto.Meta;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class WatchStreamTest {

  private static final String TABLES = "application/json;as=Table;g=meta.k8s.io;v=v1";

  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf;stream=watch";

  private final FrameCache frames = new FrameCache();
  private Objects objects;

  @BeforeEach
  void start() {
    objects = new Objects();
  }

  private FrameEncoder encoder(String accept) {
    ResourceType type = objects.type("configmaps");
    Form form = Form.negotiate(accept, Form.Offer.EVERYTHING);
    TableRenderer tables =
        new TableRenderer(
            type.columns(), form.metaVersion(), IncludeObject.METADATA, objects.clock);
    return new FrameEncoder(type, form, tables, "", frames);
  }

  private WatchStream stream(String accept, Iterator<StoredObject> initial, byte[] initialEnd) {
    Selection selection = Selection.of(objects.type("configmaps"), "", Query.parse(""));
    long revision = objects.store.image().revision();
    WatchStream stream = new WatchStream(selection, encoder(accept), initial, initialEnd, revision);
    objects.store.watch("configmaps", null, revision, stream);
    return stream;
  }

  private static List<JsonNode> drain(WatchStream stream) {
    List<JsonNode> events = new ArrayList<>();
    for (byte[] frame = stream.next(); frame != null; frame = stream.next()) {
      assertThat(frame[frame.length - 1]).isEqualTo((byte) '\n');
      events.add(Json.MAPPER.readTree(frame));
    }
    return events;
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> Json.text(event, "type")).toList();
  }

  @Test
  void theStateSoFarComesFirstThenItsEndThenWhatChanges() {
    objects.put("configmaps", "default", "a", "");
    objects.put("configmaps", "default", "b", "");
    Iterator<StoredObject> initial = objects.store.image().list("configmaps").iterator();
    byte[] end = encoder("").bookmark(objects.store.image().revision(), true);
    WatchStream stream = stream("", initial, end);
    objects.put("configmaps", "default", "a", "{data: {k: v}}");
    objects.delete("configmaps", "default", "b");
    List<JsonNode> events = drain(stream);
    assertThat(types(events)).containsExactly("ADDED", "ADDED", "BOOKMARK", "MODIFIED", "DELETED");
    assertThat(events.get(2).at("/object/metadata/annotations/k8s.io~1initial-events-end"))
        .isEqualTo(Json.MAPPER.readTree("\"true\""));
    assertThat(events.get(3).at("/object/data/k").stringValue()).isEqualTo("v");
  }

  @Test
  void aBookmarkSaysHowFarTheWatcherHasSeen() {
    WatchStream stream = stream("", Collections.emptyIterator(), null);
    objects.put("configmaps", "default", "a", "");
    stream.bookmark();
    List<JsonNode> events = drain(stream);
    assertThat(types(events)).containsExactly("ADDED", "BOOKMARK");
    assertThat(events.get(1).at("/object/metadata/resourceVersion").stringValue())
        .isEqualTo(Long.toString(objects.store.image().revision()));
    assertThat(events.get(1).at("/object/kind").stringValue()).isEqualTo("ConfigMap");
  }

  @Test
  void whoseTimeIsUpIsToldWhereToResume() {
    WatchStream stream = stream("", Collections.emptyIterator(), null);
    objects.put("configmaps", "default", "a", "");
    stream.finishWithBookmark();
    List<JsonNode> events = drain(stream);
    assertThat(types(events)).containsExactly("ADDED", "BOOKMARK");
    assertThat(events.get(1).at("/object/metadata/resourceVersion").stringValue())
        .isEqualTo(Long.toString(objects.store.image().revision()));
    assertThat(stream.isFinished()).isTrue();
  }

  @Test
  void tablesNameTheirColumnsOnce() {
    WatchStream stream = stream(TABLES, Collections.emptyIterator(), null);
    objects.put("configmaps", "default", "a", "");
    objects.put("configmaps", "default", "a", "{data: {k: v}}");
    List<JsonNode> events = drain(stream);
    assertThat(events.get(0).at("/object/columnDefinitions")).isNotEmpty();
    assertThat(events.get(1).at("/object/columnDefinitions")).isEmpty();
    assertThat(events.get(1).at("/object/rows/0/cells/0").stringValue()).isEqualTo("a");
    assertThat(events.get(1).at("/object/rows/0/object/kind").stringValue())
        .isEqualTo("PartialObjectMetadata");
  }

  @Test
  void watchersOfTheSameFormShareTheBytes() {
    WatchStream one = stream("", Collections.emptyIterator(), null);
    WatchStream other = stream("", Collections.emptyIterator(), null);
    objects.put("configmaps", "default", "a", "");
    assertThat(one.next()).isSameAs(other.next());
  }

  @Test
  void protobufEventsAreFramedByTheirLength() throws IOException {
    WatchStream stream = stream(PROTOBUF, Collections.emptyIterator(), null);
    WatchStream other = stream(PROTOBUF, Collections.emptyIterator(), null);
    objects.put("configmaps", "default", "a", "{data: {k: v}}");
    byte[] frame = stream.next();
    assertThat(frame).isSameAs(other.next());
    assertThat(ByteBuffer.wrap(frame).getInt()).isEqualTo(frame.length - Integer.BYTES);
    Meta.WatchEvent event =
        Meta.WatchEvent.parseFrom(ByteBuffer.wrap(frame, Integer.BYTES, frame.length - 4).slice());
    assertThat(event.getType()).isEqualTo("ADDED");
    ObjectNode object = ProtobufReader.read(event.getObject().getRaw().toByteArray());
    assertThat(object.at("/data/k").stringValue()).isEqualTo("v");
    assertThat(object.path("kind").stringValue()).isEqualTo("ConfigMap");
    assertThat(encoder(PROTOBUF).contentType()).isEqualTo(PROTOBUF);
  }

  @Test
  void aWatcherThatDoesNotKeepUpIsCutOff() {
    WatchStream stream = stream("", Collections.emptyIterator(), null);
    for (int i = 0; i <= WatchStream.WAITING_FRAMES_MAX; i++) {
      objects.put("configmaps", "default", "a", "{data: {k: '" + i + "'}}");
    }
    assertThat(stream.isFinished()).isTrue();
    assertThat(stream.next()).isNull();
  }

  @Test
  void aStreamThatHasEndedHoldsNothing() {
    AtomicInteger ended = new AtomicInteger();
    WatchStream stream = stream("", Collections.emptyIterator(), null);
    stream.atEnd(ended::incrementAndGet);
    objects.put("configmaps", "default", "a", "");
    stream.onClosed();
    stream.atEnd(ended::incrementAndGet);
    objects.put("configmaps", "default", "b", "");
    assertThat(ended).hasValue(2);
    assertThat(stream.next()).isNull();
  }

  @Test
  void aFinishedStreamFirstSendsWhatWaits() {
    WatchStream stream = stream("", Collections.emptyIterator(), null);
    objects.put("configmaps", "default", "a", "");
    stream.finish();
    assertThat(stream.isFinished()).isFalse();
    assertThat(types(drain(stream))).containsExactly("ADDED");
    assertThat(stream.isFinished()).isTrue();
  }
}
