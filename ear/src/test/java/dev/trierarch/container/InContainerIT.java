package dev.trierarch.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.launcher.Trees;
import dev.trierarch.launcher.Waiting;
import dev.trierarch.launcher.pki.Pki;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The application's parts in the container that they were written for: injection, transactions of
 * the container, timers. It is ROOT.war without its front door, which would not let Arquillian in.
 */
@Tag("podless")
@ExtendWith(ArquillianExtension.class)
class InContainerIT {

  private static final Path STATE = Path.of("target/in-container");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  @Inject private ClientFactory clients;
  @Inject private Store store;

  @org.jboss.arquillian.container.test.api.Deployment
  static WebArchive application() throws IOException {
    Trees.delete(STATE);
    Files.createDirectories(STATE);
    new Pki(STATE.resolve("pki"), InstantSource.system()).ensure("127.0.0.1");
    WebArchive root = ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/ROOT.war"));
    return ShrinkWrap.create(WebArchive.class, "in-container.war")
        .merge(root, Filters.exclude("/WEB-INF/classes/.*"))
        .addAsLibrary(libraryOf(Assertions.class))
        .addClasses(Trees.class, Waiting.class, dev.trierarch.launcher.Problem.class);
  }

  private static File libraryOf(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  @BeforeEach
  void awaitBootstrap() {
    ObjectKey namespace = new ObjectKey("namespaces", "", "default");
    boolean there = Waiting.until(() -> store.image().get(namespace).isPresent(), SOON, INTERVAL);
    assertThat(there).as("the first objects within %s", SOON).isTrue();
  }

  @Test
  void whatTheDoorAcceptsIsInTheStoreAtOnce() {
    Client client = clients.forComponent("in-container-test");
    ConfigMap created =
        client.create(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("kept")
                .endMetadata()
                .withData(Map.of("colour", "blue"))
                .build());

    assertThat(store.image().get(new ObjectKey("configmaps", "default", "kept"))).isPresent();
    assertThat(created.getMetadata().getUid()).isNotEmpty();
  }

  @Test
  void theTimersBeatAndControllersReact() {
    Client client = clients.forComponent("in-container-test");
    client.create(deployment());

    boolean reacted =
        Waiting.until(() -> store.image().list("pods", "default").count() == 2, SOON, INTERVAL);

    assertThat(reacted).as("two pods within %s", SOON).isTrue();
    assertThat(store.image().list("replicasets.apps", "default")).hasSize(1);
  }

  private static Deployment deployment() {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("web")
        .endMetadata()
        .withNewSpec()
        .withReplicas(2)
        .withNewSelector()
        .addToMatchLabels("app", "web")
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", "web")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("web")
        .withImage("example/web:1")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
