package dev.trierarch.catalog.storage;

import static dev.trierarch.catalog.constraint.Constraints.atLeast;
import static dev.trierarch.catalog.constraint.Constraints.dnsSubdomain;
import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.notNegative;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.qualifiedName;
import static dev.trierarch.catalog.constraint.Constraints.quantity;
import static dev.trierarch.catalog.constraint.Constraints.required;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.TopologySelectorLabelRequirement;
import io.fabric8.kubernetes.api.model.storage.CSIDriverSpec;
import io.fabric8.kubernetes.api.model.storage.CSINodeDriver;
import io.fabric8.kubernetes.api.model.storage.CSIStorageCapacity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.TokenRequest;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachmentSource;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachmentSpec;
import io.fabric8.kubernetes.api.model.storage.VolumeAttributesClass;
import io.fabric8.kubernetes.api.model.storage.VolumeNodeResources;

/** Rules of single fields of the storage kinds. */
public final class StorageConstraints {

  private static final int TOKEN_SECONDS_MIN = 600;

  private StorageConstraints() {}

  public static void declare(ConstraintTable table) {
    table
        .of(StorageClass.class)
        .field("provisioner", required(), form(Form.ANNOTATION_KEY))
        .field("reclaimPolicy", oneOf("Delete", "Retain"))
        .field("volumeBindingMode", required(), oneOf("Immediate", "WaitForFirstConsumer"));
    table
        .of(TopologySelectorLabelRequirement.class)
        .field("key", required(), qualifiedName())
        .field("values", required());
    table
        .of(VolumeAttributesClass.class)
        .field("driverName", required(), form(Form.DRIVER_NAME))
        .field("parameters", required("must contain at least one key/value pair"));
    table
        .of(CSIDriverSpec.class)
        .field("fsGroupPolicy", oneOf("File", "None", "ReadWriteOnceWithFSType"))
        .each("volumeLifecycleModes", oneOf("Ephemeral", "Persistent"));
    table.of(TokenRequest.class).field("expirationSeconds", atLeast(TOKEN_SECONDS_MIN));
    table
        .of(CSINodeDriver.class)
        .field("name", required(), form(Form.DRIVER_NAME))
        .field("nodeID", required())
        .each("topologyKeys", required(), qualifiedName());
    table.of(VolumeNodeResources.class).field("count", notNegative());
    table
        .of(CSIStorageCapacity.class)
        .field("storageClassName", required(), dnsSubdomain())
        .field("capacity", quantity())
        .field("maximumVolumeSize", quantity());
    table.of(VolumeAttachment.class).implied("spec");
    table
        .of(VolumeAttachmentSpec.class)
        .implied("source")
        .field("attacher", required(), form(Form.DRIVER_NAME))
        .field("nodeName", required(), dnsSubdomain());
    // A volume that is not an object of its own lacks what those must have.
    table.of(VolumeAttachmentSource.class).unchecked("inlineVolumeSpec");
  }
}
