package dev.trierarch.catalog.trierarch;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;

/** The cluster's state as it can be backed up now, as the API shows it. */
@Group("trierarch.dev")
@Version("v1")
@Kind("Backup")
@JsonClassDescription(
    "Backup is the cluster's state as it can be backed up now. There is one, named current; its"
        + " subresource content is the file that trierarch restore takes.")
public final class Backup extends VirtualObject {

  private static final long serialVersionUID = 1L;

  @JsonPropertyDescription("The revision of the state.")
  public String revision;

  @JsonPropertyDescription("How many objects it has.")
  public Integer objects;
}
