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
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.VolumeAttributesClass;
import io.fabric8.kubernetes.api.model.storage.VolumeAttributesClassBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;

/** Lets a class of volume attributes go only when no claim and no volume names it any more. */
@Dependent
public class AttributesClassProtectionController implements Controller {

  private final Lister<VolumeAttributesClass> classes;
  private final Lister<PersistentVolumeClaim> claims;
  private final Lister<PersistentVolume> volumes;
  private final Protection<VolumeAttributesClass> protection;

  @Inject
  public AttributesClassProtectionController(ClientFactory clients) {
    Client client = clients.forComponent(name());
    this.classes = client.lister(VolumeAttributesClass.class);
    this.claims = client.lister(PersistentVolumeClaim.class);
    this.volumes = client.lister(PersistentVolume.class);
    this.protection =
        new Protection<>(
            client,
            VolumeAttributesClass.class,
            "kubernetes.io/vac-protection",
            (each, metadata) ->
                new VolumeAttributesClassBuilder(each).withMetadata(metadata).build());
  }

  @Override
  public final String name() {
    return "volumeattributesclass-protection-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        onChangeOf(VolumeAttributesClass.class),
        onChangeOf(
            PersistentVolumeClaim.class, claim -> keys(ProtectionPlanner.attributesClasses(claim))),
        onChangeOf(
            PersistentVolume.class, volume -> keys(ProtectionPlanner.attributesClasses(volume))));
  }

  private List<ObjectKey> keys(List<String> names) {
    return names.stream().map(name -> classes.keyOf("", name)).toList();
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    classes.get(key).ifPresent(each -> protection.keep(each, isUsed(key.name())));
    return Outcome.settled();
  }

  private boolean isUsed(String name) {
    return Stream.concat(
            claims.list().stream().map(ProtectionPlanner::attributesClasses),
            volumes.list().stream().map(ProtectionPlanner::attributesClasses))
        .anyMatch(names -> names.contains(name));
  }
}
