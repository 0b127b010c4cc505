package dev.trierarch.controller.runtime;

import dev.trierarch.store.ObjectKey;
import java.util.List;

/** Keeps one kind as declared: told a name, it reads what is true now and does what is missing. */
public interface Controller {

  /** As rows and events name it, e.g. {@code replicaset-controller}. */
  String name();

  /** Which changes add which names to this controller's queue. */
  List<Trigger> triggers();

  /**
   * Brings one object nearer to what it declares. May be called for a name that does not exist any
   * more. Any exception leads to another try after a back-off.
   */
  Outcome reconcile(ObjectKey key);
}
