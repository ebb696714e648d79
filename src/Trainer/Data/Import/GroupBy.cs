namespace Defects.Trainer.Data.Import;

/// <summary>What makes pictures one group where the export names none.</summary>
public enum GroupBy
{
    /// <summary>The folder that a picture is in; loose pictures by name.</summary>
    Folder,

    /// <summary>The name without the frame number at its end: <c>benchy_0001.jpg</c> is of <c>benchy</c>.</summary>
    Name,

    /// <summary>Each picture is one: right for single photos, wrong for frames of a print.</summary>
    Picture,
}
