package dev.trierarch.system;

import dev.trierarch.system.Cluster.Output;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A namespace that a test class has to itself, and unmodified clients that speak to it. */
final class Workspace implements AutoCloseable {

  private final Cluster cluster;
  private final String namespace;
  private final Http http;
  private KubernetesClient fabric8;
  private ApiClient official;

  Workspace(Cluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.http = new Http(cluster);
    cluster.kubectlSays("create", "namespace", namespace);
  }

  String namespace() {
    return namespace;
  }

  Http http() {
    return http;
  }

  /** The path of a core collection in this namespace. */
  String core(String plural) {
    return "/api/v1/namespaces/" + namespace + "/" + plural;
  }

  /** The path of another group's collection in this namespace. */
  String in(String groupVersion, String plural) {
    return "/apis/" + groupVersion + "/namespaces/" + namespace + "/" + plural;
  }

  Output kubectl(String... arguments) {
    return cluster.kubectlIn(namespace, arguments);
  }

  String kubectlSays(String... arguments) {
    return kubectl(arguments).succeeded().text().strip();
  }

  /** Runs kubectl here with a manifest on its standard input. */
  Output kubectlReads(String manifest, String... arguments) {
    String[] all = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--namespace";
    all[arguments.length + 1] = namespace;
    all[arguments.length + 2] = "-f";
    all[arguments.length + 3] = "-";
    return cluster.kubectlReads(manifest, all);
  }

  /** The fabric8 client, with this namespace as its own. */
  KubernetesClient fabric8() {
    if (fabric8 == null) {
      Config config = Config.fromKubeconfig(kubeconfig().toFile());
      config.setNamespace(namespace);
      fabric8 = new KubernetesClientBuilder().withConfig(config).build();
    }
    return fabric8;
  }

  /** The official Java client. */
  ApiClient official() {
    if (official == null) {
      try (Reader text = Files.newBufferedReader(kubeconfig())) {
        official = ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(text)).build();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return official;
  }

  private Path kubeconfig() {
    return cluster.data().resolve("kubeconfig");
  }

  @Override
  public void close() {
    cluster.kubectlSays("delete", "namespace", namespace, "--wait=false");
    if (fabric8 != null) {
      fabric8.close();
    }
    if (official != null) {
      official.getHttpClient().dispatcher().executorService().shutdown();
      official.getHttpClient().connectionPool().evictAll();
    }
  }
}
