package dev.trierarch.controller.storageprotection;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.PodReferences;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/** Lets a claim go only when no pod uses it any more. */
@Dependent
public class ClaimProtectionController implements Controller {

  private final Lister<PersistentVolumeClaim> claims;
  private final Lister<Pod> pods;
  private final Protection<PersistentVolumeClaim> protection;

  @Inject
  public ClaimProtectionController(ClientFactory clients) {
    Client client = clients.forComponent(name());
    this.claims = client.lister(PersistentVolumeClaim.class);
    this.pods = client.lister(Pod.class);
    this.protection =
        new Protection<>(
            client,
            PersistentVolumeClaim.class,
            "kubernetes.io/pvc-protection",
            (claim, metadata) ->
                new PersistentVolumeClaimBuilder(claim).withMetadata(metadata).build());
  }

  @Override
  public final String name() {
    return "persistentvolumeclaim-protection-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(onChangeOf(PersistentVolumeClaim.class), onChangeOf(Pod.class, this::claimsOf));
  }

  private List<ObjectKey> claimsOf(Pod pod) {
    return PodReferences.claims(pod).stream()
        .map(name -> claims.keyOf(pod.getMetadata().getNamespace(), name))
        .toList();
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    claims
        .get(key)
        .ifPresent(
            claim ->
                protection.keep(
                    claim, ProtectionPlanner.isUsed(claim, pods.list(key.namespace()))));
    return Outcome.settled();
  }
}
