package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.PrivateFile;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.cluster.Agent;
import dev.trierarch.launcher.cluster.ApiClient;
import dev.trierarch.launcher.cluster.BootstrapToken;
import dev.trierarch.launcher.cluster.ClusterInfo;
import dev.trierarch.launcher.cluster.ControlPlane;
import dev.trierarch.launcher.cluster.Kubeconfig;
import dev.trierarch.launcher.cluster.Nodes;
import dev.trierarch.launcher.demo.HelloDemo;
import dev.trierarch.launcher.demo.HelloImage;
import dev.trierarch.launcher.pki.Pki;
import dev.trierarch.launcher.process.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import tools.jackson.databind.JsonNode;

/**
 * Brings an instance up, step by step. What this run has started is stopped again when a later step
 * fails or the run is interrupted; what ran before is left alone.
 */
final class Startup {

  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(30);

  private final Workbench workbench;
  private final Instance before;
  private final Instance wanted;
  private final Progress progress;
  private final Pki pki;
  private final ControlPlane controlPlane;
  private final List<Agent> agents = new ArrayList<>();
  private final Deque<Runnable> undo = new ConcurrentLinkedDeque<>();
  private boolean changed;

  /**
   * @param before how the instance was started before
   */
  Startup(Workbench workbench, Instance before, Instance wanted, Progress progress) {
    this.workbench = workbench;
    this.before = before;
    this.wanted = wanted;
    this.progress = progress;
    this.pki = workbench.pki();
    this.controlPlane = workbench.controlPlane();
    for (int number = 1; number <= wanted.agents(); number++) {
      agents.add(workbench.agent(Instance.agentName(number)));
    }
  }

  void run(boolean demo) {
    Thread undoing = new Thread(this::undoAll, "undo");
    Runtime.getRuntime().addShutdownHook(undoing);
    try {
      checkBeforeAnythingStarts();
      progress.say("trierarch: " + wanted.url() + ", state in " + workbench.home().directory());
      HelloImage image = demo ? HelloImage.prepare(workbench, wanted) : null;
      startControlPlane();
      writeKubeconfig();
      startAgents();
      // From here on the cluster runs as asked: what the example says does not stop it.
      undo.clear();
      Set<String> answers = demo && wanted.agents() > 0 ? showHello(image) : Set.of();
      new Summary(workbench, wanted, progress).print(changed, answers);
    } finally {
      undoAll();
      removeHook(undoing);
    }
  }

  private void checkBeforeAnythingStarts() {
    Machine.requireProgram("setsid", "util-linux");
    workbench.distribution().serverLauncher();
    workbench.distribution().application();
    boolean serverRuns = controlPlane.daemon().isRunning();
    if (serverRuns) {
      UpCommand.requireSame(before, wanted);
    } else {
      Machine.requireFreePort(wanted.address(), wanted.port());
    }
    long missing = agents.stream().filter(agent -> !agent.daemon().isRunning()).count();
    if (missing > 0) {
      workbench.distribution().agentJar();
    }
    Machine.requireMemory(!serverRuns, (int) missing);
  }

  private void startControlPlane() {
    List<String> made = pki.ensure(wanted.address());
    boolean runs = controlPlane.daemon().isRunning();
    if (runs && made.isEmpty() && workbench.client(wanted).isReady()) {
      return;
    }
    changed = true;
    progress.step(
        "control plane",
        () -> {
          if (runs) {
            controlPlane.stop();
          }
          wanted.write(workbench.home());
          undo.push(controlPlane::stop);
          controlPlane.start(wanted);
          controlPlane.awaitReady(workbench.client(wanted));
          return "serves " + wanted.url() + certificatesInWords(made);
        });
  }

  private static String certificatesInWords(List<String> made) {
    return made.isEmpty() ? "" : " (made " + String.join(", ", made) + ")";
  }

  private void writeKubeconfig() {
    String text = Kubeconfig.text(wanted.url(), pki);
    if (PrivateFile.writeIfDifferent(workbench.home().kubeconfig(), text)) {
      changed = true;
    }
    ClusterInfo.publish(workbench.client(wanted), wanted.url(), pki);
  }

  private void startAgents() {
    List<Agent> missing = agents.stream().filter(agent -> !agent.daemon().isRunning()).toList();
    if (!missing.isEmpty()) {
      wanted.write(workbench.home());
      changed = true;
      ApiClient client = workbench.client(wanted);
      String token = BootstrapToken.create(client, workbench.clock(), TOKEN_LIFETIME).text();
      missing.forEach(
          agent -> {
            undo.push(agent::stop);
            agent.start(wanted, token);
          });
    }
    agents.forEach(agent -> awaitNode(agent, missing.contains(agent)));
  }

  private void awaitNode(Agent agent, boolean started) {
    Nodes nodes = new Nodes(workbench.client(wanted));
    if (!started && nodes.node(agent.name()).filter(Nodes::isReady).isPresent()) {
      return;
    }
    progress.step(
        agent.name(),
        () -> {
          JsonNode node = nodes.awaitReady(agent);
          return "Ready, runs containers with " + Nodes.runtime(node);
        });
  }

  private Set<String> showHello(HelloImage image) {
    ApiClient client = workbench.client(wanted);
    HelloDemo hello = new HelloDemo(client, workbench.distribution().repository());
    if (hello.isPresent() && !changed) {
      return Set.of();
    }
    List<String> answers = new ArrayList<>();
    progress.step("hello image", () -> image.provide(client));
    progress.step(
        "hello",
        () -> {
          int created = hello.apply();
          int replicas = hello.awaitRollout();
          return replicas + " replicas run" + (created > 0 ? "" : " (they did before)");
        });
    if (image.isNeeded(client)) {
      askHello(hello, answers);
    }
    return new LinkedHashSet<>(answers);
  }

  private void askHello(HelloDemo hello, List<String> answers) {
    progress.step(
        "hello answers",
        () -> {
          answers.addAll(hello.askUntilAllAnswered(hello.awaitRollout()));
          return "at http://" + hello.address();
        });
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The run was interrupted: the hook is what runs now.
      System.getLogger(Startup.class.getName()).log(System.Logger.Level.DEBUG, "interrupted", e);
    }
  }

  private void undoAll() {
    for (Runnable step = undo.poll(); step != null; step = undo.poll()) {
      step.run();
    }
  }
}
