namespace Defects.Trainer.Networks;

/// <summary>What becomes of the cells of the last map: how much a small defect counts beside a large good bed.</summary>
public enum Pooling
{
    /// <summary>The mean of the features: a defect counts by its area.</summary>
    Average,

    /// <summary>The cubic mean of the features (Radenović et al. 2018, equation 3, p fixed to 3): strong cells count more.</summary>
    GeneralizedMean,

    /// <summary>Each class by the smooth maximum of its evidence over the cells (Pinheiro and Collobert 2015, equation 6, r = 4).</summary>
    LogSumExp,
}
