VARYING vec4 ink;
VARYING vec2 place;

void MAIN()
{
    FRAGCOLOR = ink;
}
