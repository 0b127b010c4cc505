package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.store.Change;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** One write as admission sees it. Used by one thread. */
public final class AdmissionRequest {

  /** What is asked for. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE
  }

  private final Operation operation;
  private final ResourceType type;
  private final ObjectKey key;
  private final String subresource;
  private final ObjectNode object;
  private final ObjectNode old;
  private final WriteOptions options;
  private final Image image;
  private final List<String> warnings = new ArrayList<>();
  private final List<Change> companions = new ArrayList<>();

  AdmissionRequest(
      Operation operation,
      ResourceType type,
      ObjectKey key,
      String subresource,
      ObjectNode object,
      ObjectNode old,
      WriteOptions options,
      Image image) {
    this.operation = operation;
    this.type = type;
    this.key = key;
    this.subresource = subresource;
    this.object = object;
    this.old = old;
    this.options = options;
    this.image = image;
  }

  public Operation operation() {
    return operation;
  }

  /** The type as it is stored. */
  public ResourceType type() {
    return type;
  }

  /** Whether this is a write of that resource itself, e.g. {@code pods}; not of a subresource. */
  public boolean isFor(String groupResource) {
    return isFor(groupResource, "");
  }

  public boolean isFor(String groupResource, String subresourceName) {
    return subresource.equals(subresourceName) && type.groupResource().equals(groupResource);
  }

  public ObjectKey key() {
    return key;
  }

  public String namespace() {
    return key.namespace();
  }

  public String name() {
    return key.name();
  }

  /** Empty for the main resource. */
  public String subresource() {
    return subresource;
  }

  /** What is to be written; of a delete the object that goes. */
  public ObjectNode object() {
    return object;
  }

  /** What is there now; null for a create. Not to be changed. */
  public ObjectNode old() {
    return old;
  }

  public WriteOptions options() {
    return options;
  }

  public Caller caller() {
    return options.caller();
  }

  /** Whether the caller may do this as well, to something that has no namespace. */
  public boolean callerMay(String verb, String group, String resource, String name) {
    return options.permissions().allow(caller(), verb, group, resource, name);
  }

  /** The state that the write is decided on. */
  public Image image() {
    return image;
  }

  /** Tells the client something that does not stop the write. */
  public void warn(String warning) {
    warnings.add(warning);
  }

  /** Writes another change in the same transaction: both happen or none. */
  public void alongside(Change change) {
    companions.add(change);
  }

  List<String> warnings() {
    return warnings;
  }

  List<Change> companions() {
    return companions;
  }
}
