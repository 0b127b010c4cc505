package dev.trierarch.store.jpa;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.function.Function;

/** Transactions of the application server, on the data source that this class defines. */
@DataSourceDefinition(
    name = "java:app/jdbc/trierarch",
    className = "dev.trierarch.store.jpa.ClusterDataSource",
    // WildFly takes no data source without a property.
    properties = "applicationName=trierarch",
    minPoolSize = 1,
    maxPoolSize = 8)
@Stateless
@Local(Transactions.class)
public class JtaTransactions implements Transactions {

  @PersistenceContext(unitName = "trierarch")
  private EntityManager entityManager;

  @Override
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public <T> T run(Function<EntityManager, T> work) {
    return work.apply(entityManager);
  }
}
