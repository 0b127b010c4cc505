package dev.trierarch.node.probe;

import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;

/** Asks running containers how they are. */
public interface ContainerProbes {
  /** Probes exactly these containers of the pod from now on. */
  void watch(Pod pod, String podIp, List<ContainerState> running);

  /** By container id, for containers that have probes. */
  Map<String, ProbeVerdict> verdicts(String podUid);

  void forget(String podUid);

  /** For containers that only pretend to run. */
  ContainerProbes NONE =
      new ContainerProbes() {
        @Override
        public void watch(Pod pod, String podIp, List<ContainerState> running) {
          // Nothing to ask.
        }

        @Override
        public Map<String, ProbeVerdict> verdicts(String podUid) {
          return Map.of();
        }

        @Override
        public void forget(String podUid) {
          // Nothing is kept.
        }
      };
}
