package dev.trierarch.controller.storageprotection;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/** Lets a volume go only when no claim has it any more. */
@Dependent
public class VolumeProtectionController implements Controller {

  private final Lister<PersistentVolume> volumes;
  private final Protection<PersistentVolume> protection;

  @Inject
  public VolumeProtectionController(ClientFactory clients) {
    Client client = clients.forComponent(name());
    this.volumes = client.lister(PersistentVolume.class);
    this.protection =
        new Protection<>(
            client,
            PersistentVolume.class,
            "kubernetes.io/pv-protection",
            (volume, metadata) ->
                new PersistentVolumeBuilder(volume).withMetadata(metadata).build());
  }

  @Override
  public final String name() {
    return "persistentvolume-protection-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(onChangeOf(PersistentVolume.class));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    volumes.get(key).ifPresent(volume -> protection.keep(volume, ProtectionPlanner.isUsed(volume)));
    return Outcome.settled();
  }
}
