namespace Defects.Trainer.Data;

/// <summary>What can be wrong with a data set; those from <see cref="Unreadable"/> on are notes.</summary>
public enum FindingKind
{
    Row,
    GroupInTwoSplits,
    NamedTwice,
    Class,
    NearDuplicate,
    LabelConflict,
    Unreadable,
    Tiny,
    Repeated,
    Absent,
}
