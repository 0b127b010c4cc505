package dev.trierarch.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.Objects;
import dev.trierarch.api.resource.Query;
import dev.trierarch.api.resource.Selection;
import dev.trierarch.store.Revision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchEventTest {

  private Objects objects;

  @BeforeEach
  void start() {
    objects = new Objects();
  }

  private Selection select(String query) {
    return Selection.of(objects.type("pods"), "default", Query.parse(query));
  }

  private Revision pod(String yaml) {
    return objects.put("pods", "default", "p", yaml);
  }

  @Test
  void withoutSelectorsRowsAreWhatTheyAre() {
    Selection all = select("");
    assertThat(WatchEvent.of(pod(""), all).orElseThrow().type()).isEqualTo(WatchEvent.Type.ADDED);
    assertThat(WatchEvent.of(pod(""), all).orElseThrow().type())
        .isEqualTo(WatchEvent.Type.MODIFIED);
    Revision deletion = objects.delete("pods", "default", "p");
    WatchEvent event = WatchEvent.of(deletion, all).orElseThrow();
    assertThat(event.type()).isEqualTo(WatchEvent.Type.DELETED);
    assertThat(event.object().revision()).isEqualTo(deletion.number());
  }

  @Test
  void anObjectThatEntersASelectorIsAddedAndOneThatLeavesIsDeleted() {
    Selection selected = select("labelSelector=a%3D1");
    assertThat(WatchEvent.of(pod("{metadata: {labels: {a: '2'}}}"), selected)).isEmpty();
    assertThat(WatchEvent.of(pod("{metadata: {labels: {a: '1'}}}"), selected).orElseThrow().type())
        .isEqualTo(WatchEvent.Type.ADDED);
    assertThat(
            WatchEvent.of(pod("{metadata: {labels: {a: '1', b: x}}}"), selected)
                .orElseThrow()
                .type())
        .isEqualTo(WatchEvent.Type.MODIFIED);
    Revision leaving = pod("{metadata: {labels: {a: '2'}}}");
    WatchEvent event = WatchEvent.of(leaving, selected).orElseThrow();
    assertThat(event.type()).isEqualTo(WatchEvent.Type.DELETED);
    assertThat(event.object().labels()).as("as it was when it matched").containsEntry("a", "1");
    assertThat(event.revision()).isEqualTo(leaving.number());
    assertThat(WatchEvent.of(objects.delete("pods", "default", "p"), selected)).isEmpty();
  }

  @Test
  void fieldSelectorsFollowTheFields() {
    Selection onNode = select("fieldSelector=spec.nodeName%3Dn1");
    assertThat(WatchEvent.of(pod("{spec: {}}"), onNode)).isEmpty();
    assertThat(WatchEvent.of(pod("{spec: {nodeName: n1}}"), onNode).orElseThrow().type())
        .isEqualTo(WatchEvent.Type.ADDED);
    assertThat(WatchEvent.of(objects.delete("pods", "default", "p"), onNode).orElseThrow().type())
        .isEqualTo(WatchEvent.Type.DELETED);
  }

  @Test
  void otherNamespacesAreNotSeen() {
    Revision elsewhere = objects.put("pods", "other", "p", "");
    assertThat(WatchEvent.of(elsewhere, select(""))).isEmpty();
  }
}
