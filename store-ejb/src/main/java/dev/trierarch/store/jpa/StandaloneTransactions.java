package dev.trierarch.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Transactions without an application server: for command lines, benchmarks and tests. */
public final class StandaloneTransactions implements Transactions, AutoCloseable {

  private static final String CONNECTIONS_MAX = "8";

  private final EntityManagerFactory factory;

  public StandaloneTransactions(DatabaseAddress address) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
    properties.put("jakarta.persistence.jtaDataSource", "");
    properties.put("jakarta.persistence.jdbc.url", address.jdbcUrl());
    properties.put("jakarta.persistence.jdbc.user", address.user());
    properties.put("jakarta.persistence.jdbc.password", address.password());
    properties.put("eclipselink.connection-pool.default.initial", "1");
    properties.put("eclipselink.connection-pool.default.min", "1");
    properties.put("eclipselink.connection-pool.default.max", CONNECTIONS_MAX);
    properties.put("eclipselink.jdbc.cache-statements", "true");
    properties.put("eclipselink.session.customizer", StandaloneSessions.class.getName());
    factory = Persistence.createEntityManagerFactory("trierarch", properties);
  }

  @Override
  public <T> T run(Function<EntityManager, T> work) {
    try (EntityManager entityManager = factory.createEntityManager()) {
      EntityTransaction transaction = entityManager.getTransaction();
      transaction.begin();
      try {
        T result = work.apply(entityManager);
        transaction.commit();
        return result;
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    }
  }

  @Override
  public void close() {
    factory.close();
  }
}
