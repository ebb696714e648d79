namespace Defects.Trainer.Training;

/// <summary>Which epoch's weights a run ends with.</summary>
public enum Selection
{
    /// <summary>The best one on validation, stopping early when no better one comes.</summary>
    Best,

    /// <summary>The last one: nothing is chosen on the images that are held out, so that what is measured on them is not flattered.</summary>
    Last,
}
