package dev.trierarch.launcher;

import dev.trierarch.launcher.cluster.Agent;
import dev.trierarch.launcher.cluster.ApiClient;
import dev.trierarch.launcher.cluster.ControlPlane;
import dev.trierarch.launcher.demo.Images;
import dev.trierarch.launcher.pki.Pki;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The parts of one instance, put together for a command. */
public record Workbench(Home home, Distribution distribution, InstantSource clock) {

  public static Workbench of(Home home) {
    return new Workbench(home, Distribution.current(), InstantSource.system());
  }

  public Pki pki() {
    return new Pki(home.pki(), clock);
  }

  public ControlPlane controlPlane() {
    return new ControlPlane(home, distribution, pki());
  }

  public Agent agent(String name) {
    return new Agent(home, distribution, name);
  }

  /** The agents that should run, and those that were started here before. */
  public List<Agent> agents(Instance instance) {
    Set<String> names = new TreeSet<>(home.agentNames());
    for (int number = 1; number <= instance.agents(); number++) {
      names.add(Instance.agentName(number));
    }
    List<Agent> agents = new ArrayList<>();
    names.forEach(name -> agents.add(agent(name)));
    return agents;
  }

  public ApiClient client(Instance instance) {
    return new ApiClient(instance.url(), pki());
  }

  public Images images() {
    return new Images(home, distribution);
  }
}
