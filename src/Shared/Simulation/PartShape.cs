using System.Numerics;

namespace Defects.Shared.Simulation;

/// <summary>
/// What is being printed. Every shape has at least two pieces standing apart, if only a prime tower, so that strings can
/// appear on any of them and towers do not give stringing away.
/// </summary>
internal sealed record PartShape(IReadOnlyList<PartBody> Bodies, float Height)
{
    public static PartShape For(int seed)
    {
        var chance = new Chance(seed, "shape");
        var turn = chance.Between(0, MathF.PI, 1);
        IReadOnlyList<PartBody> bodies = chance.Below(8, 0) switch
        {
            0 => [Single(chance, 4, _ => 1), PrimeTower(chance)],
            1 => [Single(chance, 28, _ => 1), PrimeTower(chance)],
            2 => [Single(chance, 32, Vase(chance)), PrimeTower(chance)],
            3 or 4 => Towers(chance, turn),
            5 => Bracket(chance, turn),
            6 => Figure(chance, turn),
            _ => SeveralParts(chance),
        };
        var shift = new Vector2(chance.Signed(20) * 22, chance.Signed(21) * 22);
        return new PartShape([.. bodies.Select(b => b with { Centre = b.Centre + shift })], chance.Between(40, 80, 22));
    }

    private static PartBody Single(Chance chance, int sides, Func<float, float> profile) =>
        new(new(8, 0), new(chance.Between(16, 28, 2), chance.Between(16, 28, 3)), sides, chance.Between(0, 1.5f, 4), 0, 1, profile);

    private static PartBody PrimeTower(Chance chance) =>
        new(new(chance.Happens(0.5f, 5) ? -42 : 56, chance.Signed(6) * 20), new(8, 8), 4, 0, 0, 1, _ => 1);

    private static Func<float, float> Vase(Chance chance)
    {
        float bulge = chance.Between(0.12f, 0.3f, 7), waves = chance.Between(2, 6, 8);
        return height => 0.9f + bulge * MathF.Sin(waves * height);
    }

    private static PartBody[] Towers(Chance chance, float turn)
    {
        var count = 2 + chance.Below(4, 9);
        var sides = chance.Happens(0.5f, 10) ? 4 : 20;
        var half = chance.Between(7, 11, 11);
        var taper = chance.Between(0, 0.35f, 12);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var angle = turn + MathF.Tau * i / count;
            var centre = new Vector2(MathF.Cos(angle), MathF.Sin(angle)) * (18 + 4 * count);
            return new PartBody(centre, new(half, half), sides, angle, 0, 1, height => 1 - taper * height);
        })];
    }

    private static PartBody[] Bracket(Chance chance, float turn)
    {
        var along = new Vector2(MathF.Cos(turn), MathF.Sin(turn));
        var half = chance.Between(24, 34, 13);
        return
        [
            new(default, new(half, 16), 4, turn, 0, 0.14f, _ => 1),
            new(along * (half - 6), new(6, 15), 4, turn, 0.14f, 1, _ => 1),
            new(along * (6 - half), new(6, 15), 4, turn, 0.14f, 1, height => 1 - 0.3f * height),
        ];
    }

    private static PartBody[] Figure(Chance chance, float turn)
    {
        var side = new Vector2(MathF.Cos(turn), MathF.Sin(turn));
        return
        [
            new(side * 10, new(7, 8), 6, turn, 0, 0.35f, _ => 1),
            new(side * -10, new(7, 8), 6, turn, 0, 0.35f, _ => 1),
            new(default, new(19, 12), 6, turn, 0.35f, 0.72f, height => 1.15f - 0.5f * (height - 0.35f)),
            new(default, new(11, 11), 7, turn, 0.72f, 1, height => 1 - 1.2f * (height - 0.8f)),
            new(side * 34, new(6, 6), 6, turn, 0, 1, height => 1.1f - 0.4f * height),
        ];
    }

    private static PartBody[] SeveralParts(Chance chance) =>
        [.. Enumerable.Range(0, 4).Where(i => i < 2 || chance.Happens(0.7f, 14, i)).Select(i =>
        {
            var centre = new Vector2(i % 2 * 46 - 23, i / 2 * 46 - 23);
            var half = new Vector2(chance.Between(9, 16, 15, i), chance.Between(9, 16, 16, i));
            int[] sides = [4, 6, 24, 8];
            return new PartBody(centre, half, sides[chance.Below(4, 17, i)], chance.Between(0, 1.5f, 18, i), 0, 1, height => 1 - 0.2f * height);
        })];
}
