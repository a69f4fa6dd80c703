namespace Flint.Kernels;

/// <summary>Values put back to the places of maxima, plane by plane; of several for one place the last stays.</summary>
static unsafe class MaxUnpool
{
    internal static void Run<T>(T* x, long* ids, T* y, long planes, long inPlane, long outPlane) where T : unmanaged
    {
        var body = new Body<T> { X = x, Ids = ids, Y = y, InPlane = inPlane, OutPlane = outPlane };
        Threads.For(planes, Grain.Of(inPlane), ref body);
    }

    struct Body<T> : IRangeBody where T : unmanaged
    {
        internal T* X, Y;
        internal long* Ids;
        internal long InPlane, OutPlane;

        public readonly void Run(long start, long end)
        {
            for (var plane = start; plane < end; plane++)
                for (var k = plane * InPlane; k < (plane + 1) * InPlane; k++) Y[plane * OutPlane + Ids[k]] = X[k];
        }
    }
}
