package dev.trierarch.api.admin;

import dev.trierarch.catalog.trierarch.ChangedObject;
import dev.trierarch.catalog.trierarch.DifferenceStep;
import dev.trierarch.catalog.trierarch.LogDifference;
import dev.trierarch.catalog.trierarch.LogRevision;
import dev.trierarch.catalog.trierarch.LoggedChange;
import dev.trierarch.catalog.trierarch.VirtualObject;
import dev.trierarch.schema.Times;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.Difference;
import dev.trierarch.store.KubernetesJson;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.StoredObject;
import dev.trierarch.store.image.EncodedObject;
import java.time.Instant;
import java.util.ArrayList;
import tools.jackson.databind.node.ObjectNode;

/** Shows what the store knows as objects of our own kinds. */
final class Views {

  private Views() {}

  /**
   * @param withDocument whether the changed object is shown too
   */
  static LogRevision revision(Revision row, boolean withDocument) {
    LogRevision view = new LogRevision();
    view.getMetadata().setName(Long.toString(row.number()));
    view.getMetadata().setCreationTimestamp(Times.seconds(row.time()));
    view.object = object(row.key(), row.object());
    fill(view.change, row.operation(), row.origin(), row.time());
    view.previousRevision =
        row.previous() == null ? null : Long.toString(row.previous().revision());
    view.document = withDocument ? row.object().tree() : null;
    return view;
  }

  static LogDifference difference(Difference difference, long from, long to) {
    LogDifference view = new LogDifference();
    StoredObject known = difference.after() == null ? difference.before() : difference.after();
    view.getMetadata().setName(name(difference.key()));
    view.from = Long.toString(from);
    view.to = Long.toString(to);
    view.object = object(difference.key(), known);
    view.operation = difference.operation().name();
    view.before = treeOrNull(difference.before());
    view.after = treeOrNull(difference.after());
    view.steps = new ArrayList<>();
    difference.steps().forEach(step -> view.steps.add(step(step)));
    return view;
  }

  /** E.g. {@code deployments.apps:default:web}. */
  static String name(ObjectKey key) {
    return key.resource() + ":" + key.namespace() + ":" + key.name();
  }

  private static DifferenceStep step(Difference.Step step) {
    DifferenceStep view = new DifferenceStep();
    view.revision = Long.toString(step.revision());
    fill(view, step.operation(), step.origin(), step.time());
    return view;
  }

  private static void fill(LoggedChange view, Operation operation, Origin origin, Instant time) {
    view.operation = operation.name();
    view.user = origin.user();
    view.actor = origin.actor();
    view.cause = revisionOrNull(origin.cause());
    view.time = time;
  }

  private static ChangedObject object(ObjectKey key, StoredObject object) {
    ChangedObject view = new ChangedObject();
    view.resource = key.resource();
    view.namespace = key.namespace();
    view.name = key.name();
    view.uid = object.uid();
    return view;
  }

  private static String revisionOrNull(long revision) {
    return revision == 0 ? null : Long.toString(revision);
  }

  private static ObjectNode treeOrNull(StoredObject object) {
    return object == null ? null : object.tree();
  }

  /** As if it were stored, for all that shows and selects objects. */
  static StoredObject stored(String groupResource, long revision, VirtualObject view) {
    view.getMetadata().setResourceVersion(Long.toString(revision));
    byte[] json = KubernetesJson.mapper().writeValueAsBytes(view);
    ObjectKey key = new ObjectKey(groupResource, "", view.getMetadata().getName());
    return new EncodedObject(key, revision, revision, json);
  }
}
