package dev.trierarch.catalog.trierarch;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;
import tools.jackson.databind.node.ObjectNode;

/** One row of the log as the API shows it. */
@Group("trierarch.dev")
@Version("v1")
@Kind("Revision")
@JsonClassDescription(
    "Revision is one row of the log of all changes: what became of an object, who did it, why and"
        + " when. Its name is the row's number, the resourceVersion that the object got by it.")
public final class LogRevision extends VirtualObject {

  private static final long serialVersionUID = 1L;

  @JsonPropertyDescription("The object that was changed.")
  public ChangedObject object;

  @JsonUnwrapped public LoggedChange change = new LoggedChange();

  @JsonPropertyDescription("The object's revision before; absent when it was created.")
  public String previousRevision;

  @JsonPropertyDescription(
      "The object as it was then, of a deletion as it was last. Not in lists: get one revision.")
  public ObjectNode document;
}
