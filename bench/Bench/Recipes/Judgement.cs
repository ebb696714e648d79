namespace Defects.Bench.Recipes;

/// <summary>What is made of a network's logits.</summary>
internal enum Judgement
{
    /// <summary>The likeliest class, as the network says it.</summary>
    Likeliest,

    /// <summary>The likeliest class after the log frequencies of training are taken off (Menon et al. 2021, section 4.1).</summary>
    PostHocOffset,

    /// <summary>The likeliest class after prior offset and temperature.</summary>
    Calibrated,

    /// <summary>Calibrated, and decided at the thresholds that were chosen for each class.</summary>
    CalibratedThresholds,

    /// <summary>A defect from 0.8 on, whichever it is.</summary>
    OneThreshold,
}
