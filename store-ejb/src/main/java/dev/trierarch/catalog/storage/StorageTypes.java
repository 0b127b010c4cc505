package dev.trierarch.catalog.storage;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.fabric8.kubernetes.api.model.storage.CSIStorageCapacity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import io.fabric8.kubernetes.api.model.storage.VolumeAttributesClass;
import java.util.List;

/** The kinds of the storage group. */
public final class StorageTypes {

  private StorageTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("csidrivers", CSIDriver.class)
            .strategy(new CsiDriverStrategy())
            .columns(StorageColumns.CSI_DRIVERS)
            .build(),
        ResourceType.cluster("csinodes", CSINode.class)
            .strategy(new CsiNodeStrategy())
            .columns(StorageColumns.CSI_NODES)
            .build(),
        ResourceType.namespaced("csistoragecapacities", CSIStorageCapacity.class)
            .strategy(new CsiStorageCapacityStrategy())
            .columns(StorageColumns.CSI_STORAGE_CAPACITIES)
            .build(),
        ResourceType.cluster("storageclasses", StorageClass.class)
            .shortNames("sc")
            .strategy(new StorageClassStrategy())
            .columns(StorageColumns.STORAGE_CLASSES)
            .build(),
        ResourceType.cluster("volumeattachments", VolumeAttachment.class)
            .subresources("status")
            .strategy(new VolumeAttachmentStrategy())
            .columns(StorageColumns.VOLUME_ATTACHMENTS)
            .build(),
        ResourceType.cluster("volumeattributesclasses", VolumeAttributesClass.class)
            .shortNames("vac")
            .strategy(new VolumeAttributesClassStrategy())
            .columns(StorageColumns.VOLUME_ATTRIBUTES_CLASSES)
            .build());
  }
}
