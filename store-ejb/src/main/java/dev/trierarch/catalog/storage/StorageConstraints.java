package dev.trierarch.catalog.storage;

import static dev.trierarch.catalog.constraint.Constraints.bytesAtMost;
import static dev.trierarch.catalog.constraint.Constraints.dnsSubdomain;
import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.notNegative;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.qualifiedName;
import static dev.trierarch.catalog.constraint.Constraints.quantity;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static dev.trierarch.catalog.constraint.Constraints.within;

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
import io.fabric8.kubernetes.api.model.storage.VolumeError;
import io.fabric8.kubernetes.api.model.storage.VolumeNodeResources;

/** Rules of single fields of the storage kinds. */
public final class StorageConstraints {

  private static final int TOKEN_SECONDS_MIN = 600;
  private static final int UPDATE_SECONDS_MIN = 10;
  private static final int MESSAGE_BYTES_MAX = 1024;

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
        .each("volumeLifecycleModes", oneOf("Persistent", "Ephemeral"))
        .field(
            "nodeAllocatableUpdatePeriodSeconds",
            within(
                UPDATE_SECONDS_MIN,
                Long.MAX_VALUE,
                "must be greater than or equal to " + UPDATE_SECONDS_MIN + " seconds"));
    table
        .of(TokenRequest.class)
        .field(
            "expirationSeconds",
            within(
                TOKEN_SECONDS_MIN,
                Long.MAX_VALUE,
                "may not specify a duration less than 10 minutes"),
            within(
                Long.MIN_VALUE, 1L << 32, "may not specify a duration larger than 2^32 seconds"));
    table.of(VolumeError.class).field("message", bytesAtMost(MESSAGE_BYTES_MAX));
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
