package dev.trierarch.store.jpa;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/** Runs work in a new database transaction: the container's or one of our own. */
public interface Transactions {

  /** Commits when {@code work} returns and rolls back when it throws; throws what failed. */
  <T> T run(Function<EntityManager, T> work);
}
