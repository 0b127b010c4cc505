package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.cluster.Agent;
import dev.trierarch.launcher.cluster.ApiClient;
import dev.trierarch.launcher.cluster.Nodes;
import dev.trierarch.launcher.process.Machine;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What {@code up} says at its end: who answered, what runs, what cannot be done, what is next. */
final class Summary {

  /** The node's annotation with one sentence for each thing its runtime cannot do. */
  static final String LIMITS_ANNOTATION = "trierarch.dev/runtime-limits";

  private final Workbench workbench;
  private final Instance instance;
  private final Progress progress;

  Summary(Workbench workbench, Instance instance, Progress progress) {
    this.workbench = workbench;
    this.instance = instance;
    this.progress = progress;
  }

  void print(boolean changed, Set<String> answers) {
    answers.forEach(answer -> progress.say("    " + answer));
    progress.say("");
    progress.say(
        changed ? "The cluster is up." : "Nothing to do: all of it runs already. Nothing changed.");
    ApiClient client = workbench.client(instance);
    Nodes nodes = new Nodes(client);
    for (int number = 1; number <= instance.agents(); number++) {
      Agent agent = workbench.agent(Instance.agentName(number));
      nodes.node(agent.name()).ifPresent(node -> printNode(agent.name(), node));
    }
    printNextCommands();
  }

  private void printNode(String name, JsonNode node) {
    progress.say("  runtime of " + name + ": " + Nodes.runtime(node));
    String limits = node.path("metadata").path("annotations").path(LIMITS_ANNOTATION).asString("");
    limits.lines().forEach(limit -> progress.say("    limit: " + limit));
  }

  private void printNextCommands() {
    Home home = workbench.home();
    progress.say("  kubeconfig: " + home.kubeconfig());
    progress.say("");
    progress.say("Next:");
    progress.say("  export KUBECONFIG=" + home.kubeconfig());
    if (Machine.program("kubectl").isPresent()) {
      progress.say("  kubectl get pods -o wide");
      progress.say(
          hasHello()
              ? "  kubectl scale deployment hello --replicas 5"
              : "  kubectl apply -f examples/hello");
    } else {
      progress.say("  apt-get install kubernetes-client    (kubectl is not on this machine)");
      progress.say("  kubectl get pods -o wide");
    }
  }

  private boolean hasHello() {
    return workbench
        .client(instance)
        .get("/apis/apps/v1/namespaces/default/deployments/hello")
        .isPresent();
  }
}
