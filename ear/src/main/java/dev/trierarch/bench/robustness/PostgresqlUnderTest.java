package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.process.Fault;
import dev.trierarch.store.bench.PostgresqlServer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** A PostgreSQL server of the run's own, behind a proxy; two stores share it. */
final class PostgresqlUnderTest implements DatabaseUnderTest {

  private static final long DELAY_MILLIS = 5;

  private final PostgresqlServer server;
  private final CuttingProxy proxy;
  private final String url;
  private int databases;

  private PostgresqlUnderTest(PostgresqlServer server, CuttingProxy proxy) throws IOException {
    this.server = server;
    this.proxy = proxy;
    this.url = newDatabase().replace(":" + server.port() + "/", ":" + proxy.port() + "/");
  }

  static PostgresqlUnderTest start() throws IOException {
    PostgresqlServer server = PostgresqlServer.start();
    return new PostgresqlUnderTest(server, CuttingProxy.before(server.port()));
  }

  @Override
  public Address address() {
    return new Address(url, PostgresqlServer.USER);
  }

  @Override
  public String newDatabase() throws IOException {
    databases++;
    return server.createDatabase("robustness" + databases);
  }

  @Override
  public int stores() {
    return 2;
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.allOf(Fault.class);
  }

  @Override
  public void breakConnections(Fault fault) {
    if (fault == Fault.CUT_CONNECTIONS) {
      proxy.cut();
    } else {
      proxy.delay(DELAY_MILLIS);
    }
  }

  @Override
  public void mendConnections() {
    proxy.letThrough();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    server.close();
  }
}
