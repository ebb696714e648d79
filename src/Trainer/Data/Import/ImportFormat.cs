namespace Defects.Trainer.Data.Import;

/// <summary>What labels may come as.</summary>
public enum ImportFormat
{
    /// <summary>A folder for each class, or a folder for each split with a folder for each class (ImageNet).</summary>
    Folders,

    /// <summary>A CSV file with a path and a label in each row.</summary>
    Csv,

    /// <summary>Label Studio, export format JSON, image classification.</summary>
    LabelStudio,

    /// <summary>CVAT, export format "CVAT for images 1.1".</summary>
    Cvat,
}
