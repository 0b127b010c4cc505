package dev.trierarch.bench;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.cluster.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What lists hold of the server's heap while their readers make them wait. */
final class StalledLists {

  private static final int LISTS = 8;
  private static final double BYTES_PER_KIBIBYTE = 1024;
  private static final String NAME = "heap that a list of 10,000 pods holds while it is sent";

  private final ApiClient client;
  private final HeapMeter heap;

  StalledLists(ApiClient client, HeapMeter heap) {
    this.client = client;
    this.heap = heap;
  }

  Row row() {
    if (!HeapMeter.isThere()) {
      return Row.leftOut(NAME, "this Java has no jcmd");
    }
    List<LoadConnection> stalled = new ArrayList<>();
    try {
      long before = heap.liveBytes();
      for (int i = 0; i < LISTS; i++) {
        LoadConnection connection =
            new LoadConnection(URI.create(client.url()), client.sslContext());
        stalled.add(connection);
        connection.begin(LoadConnection.request("GET", Bench.PODS, "", new byte[0]));
      }
      double each = (heap.liveBytes() - before) / BYTES_PER_KIBIBYTE / LISTS;
      return Row.value(NAME, Math.max(0, each), "KiB", LISTS).withAim(Aim.valueAtMost(1024));
    } catch (IOException e) {
      throw new Problem(
          "A list broke off: " + e.getMessage(), "./trierarch logs shows what happened.", e);
    } finally {
      stalled.forEach(StalledLists::close);
    }
  }

  private static void close(LoadConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new Problem("Cannot close a connection: " + e.getMessage(), "Run it again.", e);
    }
  }
}
