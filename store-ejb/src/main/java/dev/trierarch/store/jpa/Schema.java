package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the database's tables to the version that this program needs. */
public final class Schema {

  private Schema() {}

  /**
   * Creates the tables, or changes older ones; a newer version than ours is refused.
   *
   * @throws StoreException.Unavailable when the database cannot be reached, or is a server that
   *     would lose what it has acknowledged
   */
  public static void migrate(DatabaseAddress address) {
    if (address.kind() == DatabaseAddress.Kind.POSTGRESQL) {
      PostgresqlServerCheck.check(address);
    }
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(new ClusterDataSource(address))
            .resourceProvider(new MigrationScripts(address.kind().name().toLowerCase(Locale.ROOT)))
            .load();
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StoreException.Unavailable(address + ": " + e.getMessage(), e);
    }
  }
}
